using DeepAnatomy.Cli.Evaluations;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>A picture of the axial slice in which two label maps differ most, with what only one of them has in colour.</summary>
/// <param name="SliceK">The slice, 0 at the feet.</param>
/// <param name="Slices">Slices of the image.</param>
/// <param name="Png">The picture.</param>
sealed record ErrorPicture(int SliceK, int Slices, byte[] Png)
{
    /// <summary>Reads the files again and paints; they were measured before, so they fit.</summary>
    public static ErrorPicture Of(string prediction, string reference, string? ct, ushort[] values, EvaluationRequest request)
    {
        var pair = PairReading.Of(prediction, reference, request, []);
        var (p, r) = (pair.Prediction.ToAxes(), pair.Reference.Map.Voxels.ToAxes());
        var slices = SliceProfile.Of(p, r, values);
        var k = Enumerable.Range(0, slices.Length).MaxBy(n => slices[n].FalseNegative + slices[n].FalsePositive);
        return new(k, slices.Length, Painted(ct is null ? null : ImageFile.ReadCt(ct).Hu.ToAxes(), p, r, values, k));
    }

    // A square around the structure, in true proportions; the CT is interpolated, labels keep their voxels.
    static byte[] Painted(Volume<short>? hu, Volume<ushort> prediction, Volume<ushort> reference, ushort[] values, int k)
    {
        const int Size = 340;
        var (centreI, centreJ, sideMm) = Square(prediction.Slice(k), reference.Slice(k), values, reference);
        var (spacing, shape) = (reference.Grid.Spacing, reference.Shape);
        var rgb = new byte[Size * Size * 3];
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                // i runs to the left of the patient, so to the right of the picture: the patient's right is on the left, as in radiology.
                var i = centreI + ((((x + 0.5) / Size) - 0.5) * sideMm / spacing.IMm);
                var j = centreJ + ((((y + 0.5) / Size) - 0.5) * sideMm / spacing.JMm);
                var (a, b) = ((int)Math.Round(i), (int)Math.Round(j));
                if (shape.Contains(a, b, k))
                {
                    var grey = hu is null ? (reference[a, b, k] != 0 ? 70 : 28) : Math.Clamp((Interpolated(hu, i, j, k) + 150) * 255 / 400, 0, 255);
                    Blend(rgb.AsSpan(((y * Size) + x) * 3, 3), grey, values.AsSpan().Contains(prediction[a, b, k]), values.AsSpan().Contains(reference[a, b, k]));
                }
            }
        }

        return PngFile.Encode(Size, rgb);
    }

    static void Blend(Span<byte> pixel, double grey, bool isPredicted, bool isReference)
    {
        var (red, green, blue, weight) = (isPredicted, isReference) switch { (true, true) => (70, 170, 150, 0.35), (false, true) => (245, 150, 20, 0.8), (true, false) => (220, 40, 160, 0.8), _ => (0, 0, 0, 0.0) };
        pixel[0] = (byte)((grey * (1 - weight)) + (red * weight));
        pixel[1] = (byte)((grey * (1 - weight)) + (green * weight));
        pixel[2] = (byte)((grey * (1 - weight)) + (blue * weight));
    }

    static double Interpolated(Volume<short> hu, double i, double j, int k)
    {
        var (a, b) = (Math.Clamp((int)Math.Floor(i), 0, Math.Max(0, hu.Shape.I - 2)), Math.Clamp((int)Math.Floor(j), 0, Math.Max(0, hu.Shape.J - 2)));
        var (c, d) = (Math.Min(a + 1, hu.Shape.I - 1), Math.Min(b + 1, hu.Shape.J - 1));
        var (u, v) = (Math.Clamp(i - a, 0, 1), Math.Clamp(j - b, 0, 1));
        return (((hu[a, b, k] * (1 - u)) + (hu[c, b, k] * u)) * (1 - v)) + (((hu[a, d, k] * (1 - u)) + (hu[c, d, k] * u)) * v);
    }

    static (double I, double J, double SideMm) Square(ReadOnlySpan<ushort> p, ReadOnlySpan<ushort> r, ushort[] values, Volume<ushort> map)
    {
        var (width, spacing) = (map.Shape.I, map.Grid.Spacing);
        var (i0, i1, j0, j1) = (width, 0, map.Shape.J, 0);
        for (var n = 0; n < p.Length; n++)
        {
            if (values.AsSpan().Contains(p[n]) || values.AsSpan().Contains(r[n]))
            {
                var (i, j) = (n % width, n / width);
                (i0, i1, j0, j1) = (Math.Min(i0, i), Math.Max(i1, i), Math.Min(j0, j), Math.Max(j1, j));
            }
        }

        const double LeastMm = 60;
        var extentMm = Math.Max((i1 - i0 + 1) * spacing.IMm, (j1 - j0 + 1) * spacing.JMm);
        return ((i0 + i1) / 2.0, (j0 + j1) / 2.0, Math.Max(LeastMm, 1.35 * extentMm));
    }
}
