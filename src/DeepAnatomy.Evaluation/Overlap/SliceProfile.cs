using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Overlap;

/// <summary>Overlap slice by slice along k.</summary>
public static class SliceProfile
{
    /// <summary>Counts of one structure in every slice; its <see cref="VoxelCounts.Dice"/> is NaN where neither map has it.</summary>
    /// <param name="prediction">Label values.</param>
    /// <param name="reference">Label values on the same shape.</param>
    /// <param name="values">The values that make up the structure.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static VoxelCounts[] Of(Volume<ushort> prediction, Volume<ushort> reference, params ushort[] values)
    {
        if (prediction.Shape != reference.Shape)
        {
            throw new ArgumentException($"The prediction has {prediction.Shape} voxels, the reference {reference.Shape}.", nameof(prediction));
        }

        var isMember = new bool[ushort.MaxValue + 1];
        foreach (var value in values)
        {
            isMember[value] = true;
        }

        var counts = new VoxelCounts[reference.Shape.K];
        Parallel.For(0, counts.Length, k =>
        {
            ReadOnlySpan<ushort> p = prediction.Slice(k), r = reference.Slice(k);
            long tp = 0, fp = 0, fn = 0;
            for (var n = 0; n < p.Length; n++)
            {
                var (a, b) = (isMember[p[n]], isMember[r[n]]);
                tp += a && b ? 1 : 0;
                fp += a && !b ? 1 : 0;
                fn += b && !a ? 1 : 0;
            }

            counts[k] = new(tp, fp, fn, p.Length - tp - fp - fn);
        });
        return counts;
    }
}
