using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Puts the labels of a trained model into the frame of the classical segmenter: body, names of the vertebrae (see SEMANTICS.md, S20a, S22).</summary>
public static class TrainedLabels
{
    /// <summary>Combines both.</summary>
    /// <param name="classical">What the classical segmenter found; values of <see cref="ProductLabels.Set"/>, 0 outside the body.</param>
    /// <param name="trained">What a model found, by names of the product's label set, on the same grid; structures with other names are left out.</param>
    /// <param name="hu">The scan, HU on the same grid.</param>
    /// <param name="cancellation">Checked per slice.</param>
    /// <returns>Labels of the product's set on the same grid.</returns>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    public static LabelMap Combine(LabelMap classical, LabelMap trained, Volume<short> hu, CancellationToken cancellation = default)
    {
        if (!classical.Grid.IsSameAs(trained.Grid))
        {
            throw new ArgumentException($"The labels have two grids: {classical.Grid} and {trained.Grid}.", nameof(trained));
        }

        trained = Translate(trained);
        var (shape, combined) = (classical.Shape, new ushort[classical.Shape.Count]);
        Parallel.For(0, shape.K, new ParallelOptions { CancellationToken = cancellation }, k =>
        {
            var from = classical.Voxels.Slice(k);
            var to = combined.AsSpan(k * shape.SliceCount, shape.SliceCount);
            var found = trained.Voxels.Slice(k);
            for (var n = 0; n < to.Length; n++)
            {
                to[n] = from[n] == 0 ? (ushort)0 : Decide(from[n], found[n]);
            }
        });
        LabelCleaning.Run(combined, classical.Voxels.Memory, hu, cancellation);
        return new(Volume<ushort>.Adopt(classical.Grid, combined), ProductLabels.Set);
    }

    /// <summary>As <see cref="Combine"/> where nothing is left to the classical segmenter: with the skin of S2 and the sheath of S7a, which models are not taught.</summary>
    /// <inheritdoc cref="Combine"/>
    public static LabelMap Alone(LabelMap classical, LabelMap trained, Volume<short> hu, CancellationToken cancellation = default)
    {
        var combined = Combine(classical, trained, hu, cancellation).Voxels;
        var body = new byte[combined.Shape.Count];
        for (var n = 0; n < body.Length; n++)
        {
            body[n] = classical.Voxels.Voxels[n] != 0 ? (byte)1 : (byte)0;
        }

        var underSkin = LabelComposer.UnderSkin(Volume<byte>.Adopt(combined.Grid, body), cancellation);
        var (shape, settled) = (combined.Shape, new ushort[combined.Shape.Count]);
        Parallel.For(0, shape.K, new ParallelOptions { CancellationToken = cancellation }, k =>
        {
            var from = combined.Slice(k);
            var to = settled.AsSpan(k * shape.SliceCount, shape.SliceCount);
            var own = classical.Voxels.Slice(k);
            var isUnder = underSkin.Slice(k);
            for (var n = 0; n < to.Length; n++)
            {
                var isSkin = from[n] is >= ProductLabels.SubcutaneousFat and <= ProductLabels.IntermuscularFat && own[n] == ProductLabels.OtherTissue && isUnder[n] == 0;
                to[n] = isSkin ? ProductLabels.OtherTissue : IsSheath(from, n, shape.I) ? (ushort)(from[n] + ProductLabels.OtherMuscleLeft - ProductLabels.ParavertebralLeft) : from[n];
            }
        });
        return new(Volume<ushort>.Adopt(combined.Grid, settled), ProductLabels.Set);
    }

    /// <summary>Whether the outline of a paravertebral muscle cuts the voxel: one beside it in the slice does not belong to the muscle.</summary>
    static bool IsSheath(ReadOnlySpan<ushort> labels, int n, int row)
    {
        var own = labels[n];
        return own is ProductLabels.ParavertebralLeft or ProductLabels.ParavertebralRight
            && n >= row && n < labels.Length - row && (labels[n - 1] != own || labels[n + 1] != own || labels[n - row] != own || labels[n + row] != own);
    }

    /// <summary>A model's labels with the values of the product's set; structures with other names become background. Labels of that set are given back as they are.</summary>
    public static LabelMap Translate(LabelMap trained)
    {
        if (ReferenceEquals(trained.Labels, ProductLabels.Set))
        {
            return trained;
        }

        var meaning = new ushort[ushort.MaxValue + 1];
        foreach (var label in trained.Labels.Labels)
        {
            meaning[label.Value] = ProductLabels.Set.Find(label.Name)?.Value ?? 0;
        }

        var from = trained.Voxels.Voxels;
        var to = new ushort[trained.Shape.Count];
        for (var n = 0; n < to.Length; n++)
        {
            to[n] = meaning[from[n]];
        }

        return new(Volume<ushort>.Adopt(trained.Grid, to), ProductLabels.Set);
    }

    static ushort Decide(ushort classical, ushort trained)
    {
        var isVertebra = classical is >= ProductLabels.VertebraL1 and <= ProductLabels.VertebraL5;
        return trained switch
        {
            ProductLabels.Bone or ProductLabels.OtherTissue when isVertebra => classical,
            0 => ProductLabels.IsMuscle(classical) ? ProductLabels.OtherTissue : classical,
            _ => trained,
        };
    }
}
