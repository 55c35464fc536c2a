using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Which name the muscles beside the spine have where both segmenters see the quadratus lumborum in different places (SEMANTICS.md, S20).</summary>
/// <remarks>The classical search can take a corner of the erector spinae, or a kidney, for it; a network that sees it elsewhere tells. One that hardly sees it does not.</remarks>
static class BackMuscleNames
{
    /// <summary>Names the muscles of one axial slice anew where both disagree.</summary>
    /// <param name="labels">Labels of the product's set under their classical names; changed in place.</param>
    /// <param name="trained">What the network found, in the same set.</param>
    public static void Settle(Span<ushort> labels, ReadOnlySpan<ushort> trained)
    {
        for (ushort side = 0; side <= 1; side++)
        {
            if (IsElsewhere(labels, trained, (ushort)(ProductLabels.QuadratusLumborumLeft + side)))
            {
                Rename(labels, trained, side);
            }
        }
    }

    /// <summary>Whether less than half of the classical muscle is the network's too, whose own is at least half as large.</summary>
    static bool IsElsewhere(ReadOnlySpan<ushort> labels, ReadOnlySpan<ushort> trained, ushort quadratus)
    {
        var (classical, network, common) = (0, 0, 0);
        for (var n = 0; n < labels.Length; n++)
        {
            var (isClassical, isNetwork) = (labels[n] == quadratus, trained[n] == quadratus);
            classical += isClassical ? 1 : 0;
            network += isNetwork ? 1 : 0;
            common += isClassical && isNetwork ? 1 : 0;
        }

        return classical > 0 && 2 * common < classical && 2 * network >= classical;
    }

    static void Rename(Span<ushort> labels, ReadOnlySpan<ushort> trained, ushort side)
    {
        for (var n = 0; n < labels.Length; n++)
        {
            var isQuadratus = trained[n] == ProductLabels.QuadratusLumborumLeft + side;
            var isNamed = IsBeside(trained[n], side) && IsBeside(labels[n], side);
            labels[n] = isNamed || (isQuadratus && MissedMuscle.IsAtWall(labels[n])) ? trained[n] : labels[n];
        }
    }

    static bool IsBeside(ushort label, ushort side) =>
        label == ProductLabels.ParavertebralLeft + side || label == ProductLabels.PsoasLeft + side || label == ProductLabels.QuadratusLumborumLeft + side;
}
