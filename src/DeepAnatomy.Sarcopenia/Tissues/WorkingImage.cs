using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>The CT averaged over blocks of whole voxels to about 2 mm in the plane and 3 mm along the body: less noise, and small enough to search in.</summary>
/// <remarks>Positions are millimetres (x to the left, y to the back) from the centre of working voxel (0, 0) of the slice. A coarser CT stays as it is.</remarks>
sealed class WorkingImage
{
    const double InPlaneMm = 2, AlongMm = 3;
    const short LowestHu = -1024, HighestHu = 1500;

    WorkingImage(Shape shape, Spacing spacing, (int I, int J, int K) factor, short[] hu) => (Grid, Factor, Hu) = (new Grid(shape, spacing), factor, hu);

    public Grid Grid { get; }

    public Shape Shape => Grid.Shape;

    public Spacing Spacing => Grid.Spacing;

    /// <summary>Native voxels per working voxel along each axis.</summary>
    public (int I, int J, int K) Factor { get; }

    /// <summary>Mean HU of each block, every voxel first limited to −1024 … 1500 (padding, metal).</summary>
    public short[] Hu { get; }

    public static WorkingImage Of(Volume<short> ct, CancellationToken cancel)
    {
        var (native, spacing) = (ct.Shape, ct.Grid.Spacing);
        int fi = Blocks(spacing.IMm, InPlaneMm), fj = Blocks(spacing.JMm, InPlaneMm), fk = Blocks(spacing.KMm, AlongMm);
        var shape = new Shape((native.I + fi - 1) / fi, (native.J + fj - 1) / fj, (native.K + fk - 1) / fk);
        var hu = new short[shape.Count];
        var memory = ct.Memory;
        Parallel.For(0, shape.K, new ParallelOptions { CancellationToken = cancel }, k =>
        {
            var sums = new int[shape.SliceCount];
            var counts = new int[shape.SliceCount];
            for (var nk = k * fk; nk < Math.Min(native.K, (k + 1) * fk); nk++)
            {
                Accumulate(memory.Span.Slice(nk * native.SliceCount, native.SliceCount), native, fi, fj, shape.I, sums, counts);
            }

            var target = hu.AsSpan(k * shape.SliceCount, shape.SliceCount);
            for (var n = 0; n < target.Length; n++)
            {
                target[n] = (short)(sums[n] / counts[n]);
            }
        });
        return new(shape, new Spacing(spacing.IMm * fi, spacing.JMm * fj, spacing.KMm * fk), (fi, fj, fk), hu);
    }

    /// <summary>The working position of a native index along i; the centres of blocks lie between native centres when the factor is even.</summary>
    public double WorkingI(double native) => (native - ((Factor.I - 1) * 0.5)) / Factor.I;

    public double WorkingJ(double native) => (native - ((Factor.J - 1) * 0.5)) / Factor.J;

    public double WorkingK(double native) => (native - ((Factor.K - 1) * 0.5)) / Factor.K;

    /// <summary>HU at a position of a slice, linear between voxels; air outside the image.</summary>
    public float At(int k, double xMm, double yMm) => Interpolate(Hu, k, xMm, yMm, LowestHu);

    /// <summary>A value of any field on this grid, linear between voxels.</summary>
    public float Interpolate(short[] field, int k, double xMm, double yMm, short outside)
    {
        double u = xMm / Spacing.IMm, v = yMm / Spacing.JMm;
        if (u < -0.5 || v < -0.5 || u > Shape.I - 0.5 || v > Shape.J - 0.5)
        {
            return outside;
        }

        u = Math.Clamp(u, 0, Shape.I - 1);
        v = Math.Clamp(v, 0, Shape.J - 1);
        int i = Math.Min((int)u, Math.Max(0, Shape.I - 2)), j = Math.Min((int)v, Math.Max(0, Shape.J - 2));
        float a = (float)(u - i), b = (float)(v - j);
        var at = Shape.OffsetOf(i, j, k);
        int right = Shape.I > 1 ? 1 : 0, below = Shape.J > 1 ? Shape.I : 0;
        var top = field[at] + (a * (field[at + right] - field[at]));
        var bottom = field[at + below] + (a * (field[at + below + right] - field[at + below]));
        return top + (b * (bottom - top));
    }

    static int Blocks(double spacingMm, double wantedMm) => Math.Max(1, (int)Math.Round(wantedMm / spacingMm));

    static void Accumulate(ReadOnlySpan<short> slice, Shape native, int fi, int fj, int width, int[] sums, int[] counts)
    {
        for (var j = 0; j < native.J; j++)
        {
            var row = slice.Slice(j * native.I, native.I);
            var at = j / fj * width;
            for (int i = 0, within = 0; i < row.Length; i++)
            {
                sums[at] += Math.Clamp(row[i], LowestHu, HighestHu);
                counts[at]++;
                if (++within == fi)
                {
                    (within, at) = (0, at + 1);
                }
            }
        }
    }
}
