using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Brings slices that are shifted sideways (tilted gantry) or unevenly spaced onto one rectangular grid, with linear interpolation.</summary>
static class SliceResampling
{
    /// <summary>Moves every slice in its plane onto the frame that holds all of them.</summary>
    /// <param name="source">Slices, i fastest.</param>
    /// <param name="shape">Shape of <paramref name="source"/>.</param>
    /// <param name="shifts">For every slice, how far it lies from the first along i and j, in pixels.</param>
    /// <param name="outside">Value where a slice has no pixel.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <returns>The voxels, their shape, and the position of the new first pixel in pixels of the first slice.</returns>
    public static (short[] Voxels, Shape Shape, double StartI, double StartJ) Unshear(
        short[] source, Shape shape, (double I, double J)[] shifts, short outside, CancellationToken cancellationToken)
    {
        double startI = Math.Floor(shifts.Min(s => s.I)), startJ = Math.Floor(shifts.Min(s => s.J));
        int sizeI = shape.I + (int)(Math.Ceiling(shifts.Max(s => s.I)) - startI), sizeJ = shape.J + (int)(Math.Ceiling(shifts.Max(s => s.J)) - startJ);
        var target = new Shape(sizeI, sizeJ, shape.K);
        var voxels = new short[target.Count];
        Parallel.For(0, shape.K, new ParallelOptions { CancellationToken = cancellationToken }, k =>
        {
            double di = startI - shifts[k].I, dj = startJ - shifts[k].J;
            var (wholeI, wholeJ) = ((int)Math.Floor(di), (int)Math.Floor(dj));
            MoveSlice(source.AsSpan(k * shape.SliceCount, shape.SliceCount), shape, voxels.AsSpan(k * target.SliceCount, target.SliceCount), target, (wholeI, di - wholeI), (wholeJ, dj - wholeJ), outside);
        });
        return (voxels, target, startI, startJ);
    }

    /// <summary>Interpolates slices between the nearest two.</summary>
    /// <param name="source">Slices, i fastest.</param>
    /// <param name="shape">Shape of <paramref name="source"/>.</param>
    /// <param name="placesMm">Position of every source slice, rising.</param>
    /// <param name="stepMm">Distance of the wanted slices; the first lies on the first source slice.</param>
    /// <param name="count">Number of wanted slices.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    public static short[] ToUniform(short[] source, Shape shape, double[] placesMm, double stepMm, int count, CancellationToken cancellationToken)
    {
        var target = new Shape(shape.I, shape.J, count);
        var voxels = new short[target.Count];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, k =>
        {
            var at = placesMm[0] + (k * stepMm);
            var above = Array.FindIndex(placesMm, p => p >= at - 1e-6);
            above = above < 0 ? placesMm.Length - 1 : above;
            var below = Math.Max(0, above - 1);
            var weight = above == below ? 1 : Math.Clamp((at - placesMm[below]) / (placesMm[above] - placesMm[below]), 0, 1);
            var a = source.AsSpan(below * shape.SliceCount, shape.SliceCount);
            var b = source.AsSpan(above * shape.SliceCount, shape.SliceCount);
            var to = voxels.AsSpan(k * shape.SliceCount, shape.SliceCount);
            for (var n = 0; n < to.Length; n++)
            {
                to[n] = (short)Math.Round(((1 - weight) * a[n]) + (weight * b[n]));
            }
        });
        return voxels;
    }

    static void MoveSlice(ReadOnlySpan<short> source, Shape from, Span<short> target, Shape to, (int Whole, double Part) i, (int Whole, double Part) j, short outside)
    {
        for (var y = 0; y < to.J; y++)
        {
            var row = target.Slice(y * to.I, to.I);
            var sy = y + j.Whole;
            for (var x = 0; x < row.Length; x++)
            {
                var sx = x + i.Whole;
                double top = Mix(source, from, sx, sy, i.Part, outside), bottom = j.Part == 0 ? 0 : Mix(source, from, sx, sy + 1, i.Part, outside);
                row[x] = (short)Math.Round((top * (1 - j.Part)) + (bottom * j.Part));
            }
        }
    }

    static double Mix(ReadOnlySpan<short> source, Shape shape, int x, int y, double part, short outside)
    {
        double a = Pixel(source, shape, x, y, outside);
        return part == 0 ? a : (a * (1 - part)) + (Pixel(source, shape, x + 1, y, outside) * part);
    }

    static short Pixel(ReadOnlySpan<short> source, Shape shape, int x, int y, short outside) =>
        (uint)x < (uint)shape.I && (uint)y < (uint)shape.J ? source[(y * shape.I) + x] : outside;
}
