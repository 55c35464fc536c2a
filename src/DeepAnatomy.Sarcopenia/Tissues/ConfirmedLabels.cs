using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>What the classical segmenter and a trained model find together: each errs where the other does not (see SEMANTICS.md, S20).</summary>
public static class ConfirmedLabels
{
    /// <summary>How far from muscle that the model sees it cannot tell: its own voxels are larger. Both would else take the edge off each other.</summary>
    const double ReachMm = 1;

    /// <summary>Muscle where both see it, under the classical name, and where the model sees what the classical segmenter missed.</summary>
    /// <param name="classical">What the classical segmenter found; values of <see cref="ProductLabels.Set"/>, 0 outside the body.</param>
    /// <param name="trained">What a model found, by names of the product's label set, on the same grid.</param>
    /// <param name="hu">The scan on the same grid, HU; slices are axial.</param>
    /// <param name="cancellation">Checked per slice.</param>
    /// <returns>Labels of the product's set on the same grid.</returns>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    public static LabelMap Of(LabelMap classical, LabelMap trained, Volume<short> hu, CancellationToken cancellation = default)
    {
        if (!classical.Grid.IsSameAs(trained.Grid))
        {
            throw new ArgumentException($"The labels have two grids: {classical.Grid} and {trained.Grid}.", nameof(trained));
        }

        trained = TrainedLabels.Translate(trained);
        var agreed = Agreed(classical, trained, cancellation);
        var missed = MissedMuscle.Find(classical, trained, agreed, hu, cancellation);
        var own = classical.Voxels.Voxels;
        var found = trained.Voxels.Voxels;
        var both = agreed.Voxels;
        var confirmed = new ushort[own.Length];
        for (var n = 0; n < confirmed.Length; n++)
        {
            confirmed[n] = both[n] != 0 ? own[n] : missed[n] ? found[n] : Decide(own[n], found[n]);
        }

        return new(Volume<ushort>.Adopt(classical.Grid, confirmed), ProductLabels.Set);
    }

    static ushort Decide(ushort classical, ushort trained) => (classical, trained) switch
    {
        ( >= 1 and <= ProductLabels.OtherMuscleRight, >= ProductLabels.SubcutaneousFat and <= ProductLabels.IntermuscularFat) => ProductLabels.IntermuscularFat,
        ( >= 1 and <= ProductLabels.OtherMuscleRight, ProductLabels.Bone) => ProductLabels.Bone,
        ( >= 1 and <= ProductLabels.OtherMuscleRight, _) => ProductLabels.OtherTissue,
        (ProductLabels.VisceralFat or ProductLabels.IntermuscularFat, ProductLabels.SubcutaneousFat) => ProductLabels.SubcutaneousFat,
        (ProductLabels.VisceralFat, ProductLabels.OtherTissue) => ProductLabels.OtherTissue,
        _ => classical,
    };

    /// <summary>1 where both see muscle, or the classical segmenter does and the model within <see cref="ReachMm"/>.</summary>
    static Volume<byte> Agreed(LabelMap classical, LabelMap trained, CancellationToken cancellation)
    {
        var seen = new byte[trained.Shape.Count];
        var found = trained.Voxels.Voxels;
        for (var n = 0; n < seen.Length; n++)
        {
            seen[n] = ProductLabels.IsMuscle(found[n]) ? (byte)1 : (byte)0;
        }

        var near = BallMorphology.DilateBySlice(Volume<byte>.Adopt(trained.Grid, seen), ReachMm, cancellation).Voxels;
        var own = classical.Voxels.Voxels;
        for (var n = 0; n < seen.Length; n++)
        {
            seen[n] = ProductLabels.IsMuscle(own[n]) && near[n] != 0 ? (byte)1 : (byte)0;
        }

        return Volume<byte>.Adopt(classical.Grid, seen);
    }
}
