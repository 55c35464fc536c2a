namespace DeepAnatomy.Imaging.Dicom.Segments;

/// <summary>Fills polygons on a slice by the even-odd rule at pixel centres.</summary>
/// <remarks>Every crossing of an edge with a row toggles the first pixel whose centre is not left of it; a running parity along the row fills. Needs no memory.</remarks>
static class PolygonRaster
{
    /// <summary>Sets to 1 the pixels whose centre is inside an odd number of polygons.</summary>
    /// <param name="polygons">Corners in pixels, (0, 0) being the centre of the first pixel; the last is joined to the first.</param>
    /// <param name="width">Pixels along i.</param>
    /// <param name="height">Pixels along j.</param>
    /// <param name="target">One slice of zeros.</param>
    public static void Fill(IEnumerable<(double I, double J)[]> polygons, int width, int height, Span<byte> target)
    {
        foreach (var polygon in polygons)
        {
            for (var n = 0; n < polygon.Length; n++)
            {
                Toggle(polygon[n], polygon[(n + 1) % polygon.Length], width, height, target);
            }
        }

        for (var j = 0; j < height; j++)
        {
            var row = target.Slice(j * width, width);
            for (var i = 1; i < width; i++)
            {
                row[i] ^= row[i - 1];
            }
        }
    }

    // An edge crosses row j when one end is at or above it and the other is below: a corner counts once, a level edge never.
    static void Toggle((double I, double J) a, (double I, double J) b, int width, int height, Span<byte> target)
    {
        var (low, high) = a.J <= b.J ? (a, b) : (b, a);
        var first = (int)Math.Clamp(Math.Ceiling(low.J), 0, height);
        for (var j = first; j < height && j < high.J; j++)
        {
            var i = Math.Max(0, Math.Ceiling(low.I + ((j - low.J) / (high.J - low.J) * (high.I - low.I))));
            if (i < width)
            {
                target[(j * width) + (int)i] ^= 1;
            }
        }
    }
}
