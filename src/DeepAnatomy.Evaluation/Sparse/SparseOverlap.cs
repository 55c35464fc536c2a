using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Sparse;

/// <summary>Overlap with a reference that is drawn in part: undefined voxels do not count, uncertain ones are read both ways.</summary>
/// <param name="Certain">Counts over the voxels that are defined and certain.</param>
/// <param name="DefinedFraction">Share of all voxels that counted, uncertain ones included.</param>
/// <param name="UncertainFraction">Share of the defined voxels that are uncertain.</param>
/// <param name="DiceLow">Dice if every uncertain voxel were what the prediction denies.</param>
/// <param name="DiceHigh">Dice if every uncertain voxel were what the prediction says.</param>
public sealed record SparseOverlap(VoxelCounts Certain, double DefinedFraction, double UncertainFraction, double DiceLow, double DiceHigh)
{
    /// <summary>Measures one structure.</summary>
    /// <param name="prediction">Label values, dense.</param>
    /// <param name="reference">Label values on the same shape, with the marks below.</param>
    /// <param name="value">The structure.</param>
    /// <param name="undefined">Values that mean «nobody looked here».</param>
    /// <param name="uncertain">Value that means «could be either», or null.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a mark is the structure itself.</exception>
    public static SparseOverlap Of(Volume<ushort> prediction, Volume<ushort> reference, ushort value, ReadOnlySpan<ushort> undefined, ushort? uncertain = null)
    {
        if (prediction.Shape != reference.Shape)
        {
            throw new ArgumentException($"The prediction has {prediction.Shape} voxels, the reference {reference.Shape}.", nameof(prediction));
        }

        if (undefined.Contains(value) || uncertain == value)
        {
            throw new ArgumentException($"Label {value} cannot be a structure and a mark at once.", nameof(value));
        }

        long tp = 0, fp = 0, fn = 0, tn = 0, openIn = 0, openOut = 0;
        ReadOnlySpan<ushort> p = prediction.Voxels, r = reference.Voxels;
        for (var n = 0; n < p.Length; n++)
        {
            if (undefined.Contains(r[n]))
            {
                continue;
            }

            var says = p[n] == value;
            if (r[n] == uncertain)
            {
                openIn += says ? 1 : 0;
                openOut += says ? 0 : 1;
                continue;
            }

            var isThere = r[n] == value;
            tp += says && isThere ? 1 : 0;
            fp += says && !isThere ? 1 : 0;
            fn += !says && isThere ? 1 : 0;
            tn += !says && !isThere ? 1 : 0;
        }

        VoxelCounts certain = new(tp, fp, fn, tn);
        var defined = certain.Total + openIn + openOut;
        return new(
            certain,
            (double)defined / p.Length,
            (double)(openIn + openOut) / defined,
            new VoxelCounts(tp, fp + openIn, fn + openOut, tn).Dice,
            new VoxelCounts(tp + openIn, fp, fn, tn + openOut).Dice);
    }
}
