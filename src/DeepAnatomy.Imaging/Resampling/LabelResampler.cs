using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Resampling;

/// <summary>Puts label maps onto another grid with smoother borders than the nearest voxel gives.</summary>
public static class LabelResampler
{
    /// <summary>Each target voxel takes the label with the largest linear weight among the 8 surrounding voxels; of equal ones, the smallest label.</summary>
    /// <param name="labels">The source.</param>
    /// <param name="target">Where labels are wanted.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <returns>Labels; 0 beyond the source. Never a value that is not near by.</returns>
    /// <remarks>The same as resampling every label's mask linearly and taking the largest, background included.</remarks>
    public static Volume<ushort> ToGrid(Volume<ushort> labels, Grid target, CancellationToken cancellationToken = default)
    {
        var voxels = new ushort[target.Shape.Count];
        SliceLoop.Run(target.Shape.K, k => Slice(labels, target, k, voxels), cancellationToken);
        return Volume<ushort>.Adopt(target, voxels);
    }

    static void Slice(Volume<ushort> labels, Grid target, int k, ushort[] voxels)
    {
        var step = labels.Grid.ToVoxel(labels.Grid.Origin + (target.Spacing.IMm * target.Orientation.I));
        for (var j = 0; j < target.Shape.J; j++)
        {
            var row = voxels.AsSpan(target.Shape.OffsetOf(0, j, k), target.Shape.I);
            var start = labels.Grid.ToVoxel(target.ToPatient(0, j, k));
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = At(labels.Voxels, labels.Shape, start.I + (i * step.I), start.J + (i * step.J), start.K + (i * step.K));
            }
        }
    }

    static ushort At(ReadOnlySpan<ushort> from, Shape shape, double x, double y, double z)
    {
        if (!SplineWeights.IsInside(x, shape.I) || !SplineWeights.IsInside(y, shape.J) || !SplineWeights.IsInside(z, shape.K))
        {
            return 0;
        }

        Span<double> weights = stackalloc double[6];
        var i0 = SplineWeights.At(Interpolation.Linear, x, shape.I, weights[..2]);
        var j0 = SplineWeights.At(Interpolation.Linear, y, shape.J, weights[2..4]);
        var k0 = SplineWeights.At(Interpolation.Linear, z, shape.K, weights[4..]);
        Span<ushort> found = stackalloc ushort[8];
        Span<double> sum = stackalloc double[8];
        var count = 0;
        for (var corner = 0; corner < 8; corner++)
        {
            var (a, b, c) = (corner & 1, (corner >> 1) & 1, corner >> 2);
            var label = from[shape.OffsetOf(Math.Min(i0 + a, shape.I - 1), Math.Min(j0 + b, shape.J - 1), Math.Min(k0 + c, shape.K - 1))];
            var at = found[..count].IndexOf(label);
            if (at < 0)
            {
                (at, found[count], sum[count]) = (count, label, 0);
                count++;
            }

            sum[at] += weights[a] * weights[2 + b] * weights[4 + c];
        }

        var best = 0;
        for (var n = 1; n < count; n++)
        {
            best = sum[n] > sum[best] || (sum[n] == sum[best] && found[n] < found[best]) ? n : best;
        }

        return found[best];
    }
}
