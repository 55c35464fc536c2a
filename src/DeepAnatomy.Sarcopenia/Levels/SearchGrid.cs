using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>The scan on an isotropic grid of <see cref="StepMm"/>, averaged where that is coarser than the scan and interpolated where it is finer: what the search for the spine works on.</summary>
sealed class SearchGrid
{
    /// <summary>Step of the grid: finer than the thinnest structure the search needs (lamina, 4–6 mm), coarse enough to be quick.</summary>
    public const double StepMm = 2;

    readonly Spacing spacing;

    SearchGrid(Spacing spacing, int x, int y, int z, short[] hu) => (this.spacing, X, Y, Z, Hu) = (spacing, x, y, z, hu);

    /// <summary>Voxels along x (to the left).</summary>
    public int X { get; }

    /// <summary>Voxels along y (to the back).</summary>
    public int Y { get; }

    /// <summary>Voxels along z (to the head).</summary>
    public int Z { get; }

    /// <summary>Hounsfield units, x fastest.</summary>
    public short[] Hu { get; }

    public int SliceCount => X * Y;

    public static SearchGrid Of(Volume<short> hu, CancellationToken cancellation)
    {
        var (shape, spacing) = (hu.Shape, hu.Grid.Spacing);
        var (alongX, alongY, alongZ) = (Taps.Between(shape.I, spacing.IMm), Taps.Between(shape.J, spacing.JMm), Taps.Between(shape.K, spacing.KMm));
        var (x, y, z) = (alongX.Count, alongY.Count, alongZ.Count);
        var plane = x * y;
        var thin = new short[(long)plane * shape.K];
        var source = hu.Memory;
        Parallel.For(0, shape.K, () => (Row: new float[x], Plane: new float[plane]), (k, _, scratch) =>
        {
            cancellation.ThrowIfCancellationRequested();
            Shrink(source.Span.Slice(k * shape.SliceCount, shape.SliceCount), shape, alongX, alongY, scratch.Row, scratch.Plane);
            var target = thin.AsSpan(k * plane, plane);
            for (var n = 0; n < plane; n++)
            {
                target[n] = (short)MathF.Round(scratch.Plane[n]);
            }

            return scratch;
        }, _ => { });
        return new(spacing, x, y, z, Stack(thin, plane, alongZ));
    }

    /// <summary>The value at a fractional position, trilinear; positions outside give the nearest edge.</summary>
    public float At(double x, double y, double z)
    {
        var (cx, cy, cz) = ((float)Math.Clamp(x, 0, X - 1), (float)Math.Clamp(y, 0, Y - 1), (float)Math.Clamp(z, 0, Z - 1));
        var (i, j, k) = ((int)cx, (int)cy, (int)cz);
        var (fx, fy, fz) = (cx - i, cy - j, cz - k);
        var at = (k * SliceCount) + (j * X) + i;
        var (dx, dy, dz) = (i + 1 < X ? 1 : 0, j + 1 < Y ? X : 0, k + 1 < Z ? SliceCount : 0);
        var low = Bilinear(at, dx, dy, fx, fy);
        return low + (fz * (Bilinear(at + dz, dx, dy, fx, fy) - low));
    }

    public (double I, double J, double K) ToVoxel(double x, double y, double z) => (ToVoxel(x, spacing.IMm), ToVoxel(y, spacing.JMm), ToVoxel(z, spacing.KMm));

    public double ToVoxelK(double z) => ToVoxel(z, spacing.KMm);

    /// <summary>The position on this grid of a slice of the scan.</summary>
    public double FromVoxelK(double k) => (((k + 0.5) * spacing.KMm) / StepMm) - 0.5;

    static double ToVoxel(double g, double spacingMm) => ((g + 0.5) * StepMm / spacingMm) - 0.5;

    static void Shrink(ReadOnlySpan<short> slice, Shape shape, Taps alongX, Taps alongY, Span<float> row, Span<float> plane)
    {
        plane.Clear();
        var next = 0;
        for (var j = 0; j < shape.J; j++)
        {
            var line = slice.Slice(j * shape.I, shape.I);
            for (var x = 0; x < row.Length; x++)
            {
                var sum = 0f;
                var weights = alongX.Of(x, out var first);
                for (var n = 0; n < weights.Length; n++)
                {
                    sum += weights[n] * line[first + n];
                }

                row[x] = sum;
            }

            while (next < alongY.Count && alongY.Last(next) < j)
            {
                next++;
            }

            for (var y = next; y < alongY.Count && alongY.First(y) <= j; y++)
            {
                var weight = alongY.Of(y, out var first)[j - first];
                var target = plane.Slice(y * row.Length, row.Length);
                for (var x = 0; x < row.Length; x++)
                {
                    target[x] += weight * row[x];
                }
            }
        }
    }

    static short[] Stack(short[] thin, int plane, Taps alongZ)
    {
        var stacked = new short[plane * alongZ.Count];
        Parallel.For(0, alongZ.Count, z =>
        {
            var weights = alongZ.Of(z, out var first);
            var target = stacked.AsSpan(z * plane, plane);
            for (var n = 0; n < plane; n++)
            {
                var sum = 0f;
                for (var t = 0; t < weights.Length; t++)
                {
                    sum += weights[t] * thin[((first + t) * plane) + n];
                }

                target[n] = (short)MathF.Round(sum);
            }
        });
        return stacked;
    }

    float Bilinear(int at, int dx, int dy, float fx, float fy)
    {
        var a = Hu[at] + (fx * (Hu[at + dx] - Hu[at]));
        var b = Hu[at + dy] + (fx * (Hu[at + dy + dx] - Hu[at + dy]));
        return a + (fy * (b - a));
    }
}
