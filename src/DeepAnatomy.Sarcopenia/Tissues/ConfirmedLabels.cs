using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Lets a trained model confirm the labels of the classical segmenter: each errs where the other does not (see SEMANTICS.md, S20).</summary>
public static class ConfirmedLabels
{
    /// <summary>Least share of a muscle that the model must see as muscle, else its own view of that muscle is not trusted.</summary>
    const double LeastShare = 0.5;

    /// <summary>How far from muscle that the model sees a voxel counts as confirmed: the model's own voxels are no smaller, so it cannot tell.</summary>
    const double ReachMm = 2.5;

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

        trained = TrainedLabels.Translate(trained);
        var isTrusted = Trusted(classical, trained);
        var (shape, spacing, confirmed) = (classical.Shape, classical.Grid.Spacing, new ushort[classical.Shape.Count]);
        var (reachI, reachJ) = ((int)(ReachMm / spacing.IMm), (int)(ReachMm / spacing.JMm));
        Parallel.For(0, shape.K, new ParallelOptions { CancellationToken = cancellation }, k =>
        {
            var own = classical.Voxels.Slice(k);
            var found = trained.Voxels.Slice(k);
            var to = confirmed.AsSpan(k * shape.SliceCount, shape.SliceCount);
            var near = MuscleNear(found, shape, reachI, reachJ);
            for (var n = 0; n < to.Length; n++)
            {
                to[n] = IsMuscle(own[n]) && (near[n] || !isTrusted[own[n]]) ? own[n] : Decide(own[n], found[n]);
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

    /// <summary>Where the model sees muscle within a box around a voxel of a slice.</summary>
    static bool[] MuscleNear(ReadOnlySpan<ushort> found, Shape shape, int reachI, int reachJ)
    {
        var (rows, near) = (new bool[found.Length], new bool[found.Length]);
        for (var n = 0; n < found.Length; n++)
        {
            if (IsMuscle(found[n]))
            {
                var (i, start) = (n % shape.I, n - (n % shape.I));
                rows.AsSpan()[(start + Math.Max(0, i - reachI))..(start + Math.Min(shape.I - 1, i + reachI) + 1)].Fill(true);
            }
        }

        for (var j = 0; j < shape.J; j++)
        {
            for (var other = Math.Max(0, j - reachJ); other <= Math.Min(shape.J - 1, j + reachJ); other++)
            {
                for (var i = 0; i < shape.I; i++)
                {
                    near[(j * shape.I) + i] |= rows[(other * shape.I) + i];
                }
            }
        }

        return near;
    }

    static bool IsMuscle(ushort label) => label is >= 1 and <= ProductLabels.OtherMuscleRight;

    static bool[] Trusted(LabelMap classical, LabelMap trained)
    {
        var own = classical.Voxels.Voxels;
        var found = trained.Voxels.Voxels;
        var (all, seen) = (new long[ProductLabels.OtherMuscleRight + 1], new long[ProductLabels.OtherMuscleRight + 1]);
        for (var n = 0; n < own.Length; n++)
        {
            if (IsMuscle(own[n]))
            {
                all[own[n]]++;
                seen[own[n]] += IsMuscle(found[n]) ? 1 : 0;
            }
        }

        return [.. all.Select((count, label) => seen[label] >= LeastShare * count)];
    }
}
