namespace DeepAnatomy.Imaging.Dicom.Segments;

/// <summary>Fills polygons on a slice by the even-odd rule at pixel centres.</summary>
static class PolygonRaster
{
    /// <summary>Sets to 1 the pixels whose centre is inside an odd number of polygons.</summary>
    /// <param name="polygons">Corners in pixels, (0, 0) being the centre of the first pixel; the last is joined to the first.</param>
    /// <param name="width">Pixels along i.</param>
    /// <param name="height">Pixels along j.</param>
    /// <param name="target">One slice of zeros.</param>
    public static void Fill(IReadOnlyList<(double I, double J)[]> polygons, int width, int height, Span<byte> target)
    {
        // Crossings of all edges with the lines through the pixel centres, row by row.
        var crossings = new List<double>?[height];
        foreach (var polygon in polygons)
        {
            for (var n = 0; n < polygon.Length; n++)
            {
                Cross(polygon[n], polygon[(n + 1) % polygon.Length], crossings);
            }
        }

        for (var j = 0; j < height; j++)
        {
            if (crossings[j] is { } row)
            {
                row.Sort();
                FillRow(row, target.Slice(j * width, width));
            }
        }
    }

    // An edge crosses row j when one end is at or above it and the other is below: a corner counts once, a level edge never.
    static void Cross((double I, double J) a, (double I, double J) b, List<double>?[] crossings)
    {
        var (low, high) = a.J <= b.J ? (a, b) : (b, a);
        var first = (int)Math.Max(0, Math.Ceiling(low.J));
        for (var j = first; j < crossings.Length && j < high.J; j++)
        {
            (crossings[j] ??= []).Add(low.I + ((j - low.J) / (high.J - low.J) * (high.I - low.I)));
        }
    }

    static void FillRow(List<double> crossings, Span<byte> row)
    {
        for (var n = 0; n + 1 < crossings.Count; n += 2)
        {
            var from = (int)Math.Clamp(Math.Ceiling(crossings[n]), 0, row.Length);
            var to = (int)Math.Clamp(Math.Ceiling(crossings[n + 1]), 0, row.Length);
            if (to > from)
            {
                row[from..to].Fill(1);
            }
        }
    }
}
