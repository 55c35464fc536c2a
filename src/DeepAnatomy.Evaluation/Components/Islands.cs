using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Components;

/// <summary>Pieces of a structure outside its main one; a muscle of one side is one piece, so islands show faults without a reference.</summary>
/// <param name="Count">Pieces beside the largest.</param>
/// <param name="VolumeMl">Their volume together, mL.</param>
/// <param name="Fraction">Their share of the structure; NaN for an empty mask.</param>
public sealed record Islands(int Count, double VolumeMl, double Fraction)
{
    /// <summary>Finds the islands of a mask (0 or 1).</summary>
    public static Islands Of(Volume<byte> mask, Connectivity connectivity = Connectivity.Vertices26)
    {
        var sizes = ConnectedComponents.Label(mask, connectivity).Sizes.OrderDescending().ToArray();
        var outside = sizes.Skip(1).Sum();
        return new(Math.Max(0, sizes.Length - 1), outside * mask.Grid.Spacing.VoxelMm3 / 1000, (double)outside / sizes.Sum());
    }
}
