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
