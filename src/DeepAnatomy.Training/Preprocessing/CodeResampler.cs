using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>Resamples voxel codes between parallel grids. Whether a voxel is defined is decided by the nearest one, so that a scribble one voxel wide is neither lost nor widened; which class it is, by the largest linear weight among the defined voxels around.</summary>
static class CodeResampler
{
    /// <summary>Codes on another grid whose axes run as the source's.</summary>
    /// <returns>Codes; undefined beyond the source.</returns>
    public static Volume<byte> ToGrid(Volume<byte> codes, Grid target, LabelInterpolation interpolation, CancellationToken cancellation)
    {
        if (codes.Grid.IsSameAs(target, 1e-6))
        {
            return codes;
        }

        var start = codes.Grid.ToVoxel(target.Origin);
        var (from, to) = (codes.Grid.Spacing, target.Spacing);
        var i = Axis.Plan(start.I, to.IMm / from.IMm, target.Shape.I, codes.Shape.I);
        var j = Axis.Plan(start.J, to.JMm / from.JMm, target.Shape.J, codes.Shape.J);
        var k = Axis.Plan(start.K, to.KMm / from.KMm, target.Shape.K, codes.Shape.K);
        var result = new byte[target.Shape.Count];
        Parallel.For(0, target.Shape.K, new ParallelOptions { CancellationToken = cancellation }, z =>
        {
            for (var y = 0; y < target.Shape.J; y++)
            {
                Row(codes, i, j[y], k[z], interpolation, result.AsSpan(target.Shape.OffsetOf(0, y, z), target.Shape.I));
            }
        });
        return Volume<byte>.Adopt(target, result);
    }

    static void Row(Volume<byte> codes, Axis[] across, Axis j, Axis k, LabelInterpolation interpolation, Span<byte> row)
    {
        if (!j.IsInside || !k.IsInside)
        {
            row.Fill(VoxelCode.Undefined);
            return;
        }

        var voxels = codes.Voxels;
        var shape = codes.Shape;
        var near = voxels.Slice(shape.OffsetOf(0, j.Nearest, k.Nearest), shape.I);
        var a = voxels.Slice(shape.OffsetOf(0, j.Low, k.Low), shape.I);
        var b = voxels.Slice(shape.OffsetOf(0, j.High, k.Low), shape.I);
        var c = voxels.Slice(shape.OffsetOf(0, j.Low, k.High), shape.I);
        var d = voxels.Slice(shape.OffsetOf(0, j.High, k.High), shape.I);
        Span<byte> around = stackalloc byte[8];
        for (var x = 0; x < row.Length; x++)
        {
            var i = across[x];
            if (!i.IsInside)
            {
                row[x] = VoxelCode.Undefined;
                continue;
            }

            var nearest = near[i.Nearest];
            (around[0], around[1], around[2], around[3]) = (a[i.Low], a[i.High], b[i.Low], b[i.High]);
            (around[4], around[5], around[6], around[7]) = (c[i.Low], c[i.High], d[i.Low], d[i.High]);
            row[x] = interpolation == LabelInterpolation.Nearest || !VoxelCode.IsDefined(nearest) || !around.ContainsAnyExcept(nearest)
                ? nearest
                : Largest(around, i.Weight, j.Weight, k.Weight);
        }
    }

    static byte Largest(ReadOnlySpan<byte> around, double i, double j, double k)
    {
        var (best, most) = (VoxelCode.Undefined, -1.0);
        for (var n = 0; n < 8; n++)
        {
            if (!VoxelCode.IsDefined(around[n]))
            {
                continue;
            }

            var sum = 0.0;
            for (var m = 0; m < 8; m++)
            {
                sum += around[m] == around[n] ? ((m & 1) == 0 ? 1 - i : i) * ((m & 2) == 0 ? 1 - j : j) * (m < 4 ? 1 - k : k) : 0;
            }

            (best, most) = sum > most || (sum == most && around[n] < best) ? (around[n], sum) : (best, most);
        }

        return best;
    }

    /// <summary>The two source indices around a target index along one axis, and the weight of the upper one.</summary>
    readonly record struct Axis(int Low, int High, int Nearest, double Weight, bool IsInside)
    {
        public static Axis[] Plan(double start, double step, int count, int sourceCount)
        {
            var plan = new Axis[count];
            for (var n = 0; n < count; n++)
            {
                // The same care as the image's resampler takes: rounding errors neither move a centre nor decide a tie.
                var x = start + (n * step);
                x = Math.Abs(x - Math.Round(x)) < 1e-9 ? Math.Round(x) : x;
                var clamped = Math.Clamp(x, 0, sourceCount - 1);
                var low = Math.Min((int)clamped, sourceCount - 1);
                plan[n] = new(low, Math.Min(low + 1, sourceCount - 1), Math.Min((int)(clamped + 0.5 + 1e-7), sourceCount - 1), clamped - low, x >= -0.5 - 1e-4 && x <= sourceCount - 0.5 + 1e-4);
            }

            return plan;
        }
    }
}
