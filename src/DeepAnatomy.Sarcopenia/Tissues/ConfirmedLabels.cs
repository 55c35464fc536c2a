using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>What the classical segmenter and a trained model find together: each errs where the other does not (see SEMANTICS.md, S20).</summary>
public static class ConfirmedLabels
{
    /// <summary>How far from muscle that the model sees it cannot tell: its own voxels are larger. Both would else take the edge off each other.</summary>
    const double ReachMm = 1;

    /// <summary>From here a voxel at the edge is muscle; about three fifths of it then are. Half would be −25 HU, but fat between layers that is thinner than a voxel counts as muscle elsewhere, and the area should be right.</summary>
    const float LeastEdgeHu = -10;

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

        var (shape, found, confirmed) = (classical.Shape, TrainedLabels.Translate(trained).Voxels, new ushort[classical.Shape.Count]);
        Parallel.For(0, shape.K, new ParallelOptions { CancellationToken = cancellation }, k =>
        {
            var grid = hu.Grid.Window(0, 0, k, new(shape.I, shape.J, 1));
            Slice(grid, classical.Voxels.Slice(k), found.Slice(k), hu.Slice(k), confirmed.AsSpan(k * shape.SliceCount, shape.SliceCount));
        });
        return new(Volume<ushort>.Adopt(classical.Grid, confirmed), ProductLabels.Set);
    }

    static void Slice(Grid grid, ReadOnlySpan<ushort> classical, ReadOnlySpan<ushort> trained, ReadOnlySpan<short> hu, Span<ushort> confirmed)
    {
        var agreed = Agreed(grid, classical, trained, hu);
        var missed = MissedMuscle.Find(classical, trained, agreed, hu);
        var both = agreed.Voxels;
        for (var n = 0; n < confirmed.Length; n++)
        {
            confirmed[n] = both[n] != 0 ? classical[n] : missed[n] ? trained[n] : Decide(classical[n], trained[n]);
        }

        BackMuscleNames.Settle(confirmed, trained);
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

    /// <summary>1 where both see muscle, or the classical segmenter does at the edge of the model's and HU say that most of the voxel is.</summary>
    static Volume<byte> Agreed(Grid grid, ReadOnlySpan<ushort> classical, ReadOnlySpan<ushort> trained, ReadOnlySpan<short> hu)
    {
        var seen = new byte[trained.Length];
        for (var n = 0; n < seen.Length; n++)
        {
            seen[n] = ProductLabels.IsMuscle(trained[n]) ? (byte)1 : (byte)0;
        }

        var near = BallMorphology.DilateBySlice(Volume<byte>.Adopt(grid, seen), ReachMm).Voxels;
        var agreed = new byte[seen.Length];
        for (var n = 0; n < agreed.Length; n++)
        {
            var isMuscle = ProductLabels.IsMuscle(classical[n]) && (seen[n] != 0 || (near[n] != 0 && Attenuation.SmoothOrOwn(hu, n, grid.Shape.I) >= LeastEdgeHu));
            agreed[n] = isMuscle ? (byte)1 : (byte)0;
        }

        return Volume<byte>.Adopt(grid, agreed);
    }
}
