using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Lets a trained model confirm the labels of the classical segmenter: each errs where the other does not (see SEMANTICS.md, S20).</summary>
public static class ConfirmedLabels
{
    /// <summary>Least share of a muscle that the model must see as muscle, else its own view of that muscle is not trusted.</summary>
    const double LeastShare = 0.5;

    /// <summary>The classical labels without the muscle that the model does not see.</summary>
    /// <param name="classical">What the classical segmenter found; values of <see cref="ProductLabels.Set"/>, 0 outside the body.</param>
    /// <param name="trained">What a model found, by names of the product's label set, on the same grid.</param>
    /// <param name="cancellation">Checked per slice.</param>
    /// <returns>Labels of the product's set on the same grid.</returns>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    public static LabelMap Of(LabelMap classical, LabelMap trained, CancellationToken cancellation = default)
    {
        if (!classical.Grid.IsSameAs(trained.Grid))
        {
            throw new ArgumentException($"The labels have two grids: {classical.Grid} and {trained.Grid}.", nameof(trained));
        }

        var meaning = LabelMeaning.In(trained.Labels);
        var isTrusted = Trusted(classical, trained, meaning);
        var (shape, confirmed) = (classical.Shape, new ushort[classical.Shape.Count]);
        Parallel.For(0, shape.K, new ParallelOptions { CancellationToken = cancellation }, k =>
        {
            var own = classical.Voxels.Slice(k);
            var found = trained.Voxels.Slice(k);
            var to = confirmed.AsSpan(k * shape.SliceCount, shape.SliceCount);
            for (var n = 0; n < to.Length; n++)
            {
                to[n] = IsMuscle(own[n]) && !isTrusted[own[n]] ? own[n] : Decide(own[n], meaning[found[n]]);
            }
        });
        return new(Volume<ushort>.Adopt(classical.Grid, confirmed), ProductLabels.Set);
    }

    static ushort Decide(ushort classical, ushort trained) => (classical, trained) switch
    {
        ( >= 1 and <= ProductLabels.OtherMuscleRight, >= 1 and <= ProductLabels.OtherMuscleRight) => classical,
        ( >= 1 and <= ProductLabels.OtherMuscleRight, >= ProductLabels.SubcutaneousFat and <= ProductLabels.IntermuscularFat) => ProductLabels.IntermuscularFat,
        ( >= 1 and <= ProductLabels.OtherMuscleRight, ProductLabels.Bone) => ProductLabels.Bone,
        ( >= 1 and <= ProductLabels.OtherMuscleRight, _) => ProductLabels.OtherTissue,
        (ProductLabels.VisceralFat or ProductLabels.IntermuscularFat, ProductLabels.SubcutaneousFat) => ProductLabels.SubcutaneousFat,
        (ProductLabels.VisceralFat, ProductLabels.OtherTissue) => ProductLabels.OtherTissue,
        _ => classical,
    };

    static bool IsMuscle(ushort label) => label is >= 1 and <= ProductLabels.OtherMuscleRight;

    static bool[] Trusted(LabelMap classical, LabelMap trained, ushort[] meaning)
    {
        var own = classical.Voxels.Voxels;
        var found = trained.Voxels.Voxels;
        var (all, seen) = (new long[ProductLabels.OtherMuscleRight + 1], new long[ProductLabels.OtherMuscleRight + 1]);
        for (var n = 0; n < own.Length; n++)
        {
            if (IsMuscle(own[n]))
            {
                all[own[n]]++;
                seen[own[n]] += IsMuscle(meaning[found[n]]) ? 1 : 0;
            }
        }

        return [.. all.Select((count, label) => seen[label] >= LeastShare * count)];
    }
}
