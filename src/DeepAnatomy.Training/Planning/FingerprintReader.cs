using System.Collections.Immutable;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Planning;

/// <summary>Takes the fingerprint of a dataset, one case in memory at a time.</summary>
public sealed class FingerprintReader
{
    readonly Dataset dataset;
    readonly SparseSettings sparse;
    readonly HuCounts counts = new();
    readonly List<string> warnings = [];

    FingerprintReader(Dataset dataset, SparseSettings sparse) => (this.dataset, this.sparse) = (dataset, sparse);

    /// <summary>Reads all cases.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="sparse">What complete and empty slices mean.</param>
    /// <param name="progress">Gets the number of finished cases.</param>
    /// <param name="cancellation">Stops between cases.</param>
    /// <exception cref="UnreadableImageException">A file cannot be read or does not fit; run <see cref="DatasetCheck"/> to see all of them.</exception>
    public static Fingerprint Read(Dataset dataset, SparseSettings sparse, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var reader = new FingerprintReader(dataset, sparse);
        var cases = ImmutableArray.CreateBuilder<CaseFingerprint>();
        foreach (var item in dataset.Cases)
        {
            cancellation.ThrowIfCancellationRequested();
            cases.Add(reader.One(item, cancellation));
            progress?.Report(cases.Count);
        }

        for (var c = 1; c < dataset.Classes.Count; c++)
        {
            var without = cases.Count(x => x.ClassMl[c] == 0);
            if (without > 0)
            {
                reader.warnings.Add($"The class '{dataset.Classes.Names[c]}' is missing in {without} of {cases.Count} cases.");
            }
        }

        return new(DatasetSplit.HashOf(dataset), dataset.Classes.Names, cases.ToImmutable(), reader.counts.Statistics(), dataset.Classes.Sides.HasSides, [.. reader.warnings]);
    }

    CaseFingerprint One(DatasetCase item, CancellationToken cancellation)
    {
        var hu = ImageFile.ReadCt(item.Image, cancellation).Hu;
        var labels = ImageFile.ReadLabelMap(item.Labels, dataset.LabelSet, cancellation).Voxels;
        if (!hu.Grid.IsSameAs(labels.Grid))
        {
            throw new UnreadableImageException(item.Labels, $"its grid ({labels.Grid}) is not that of {item.Image} ({hu.Grid})", "Resample the label map to the image, or export both again");
        }

        Volume<byte> codes;
        try
        {
            codes = SparseEncoding.Encode(labels.On(hu.Grid), dataset.Classes, sparse, CompleteSlices.Read(item.Labels, labels.Shape.K)).ToAxes();
        }
        catch (ArgumentException e)
        {
            throw new UnreadableImageException(item.Labels, e.Message.Split(" (Parameter")[0].TrimEnd('.'), "Correct the label map, or name the values in the label set", e);
        }

        hu = hu.ToAxes();
        counts.AddForeground(hu.Voxels, codes.Voxels);
        var (voxels, centres, undefined) = Classes(codes);
        WarnOfSides(item, voxels, centres);
        var (shape, spacing, body) = (hu.Shape, hu.Grid.Spacing, BodyBox.Find(hu, 0).Shape);
        return new(
            item.Id,
            [shape.I, shape.J, shape.K],
            [body.I, body.J, body.K],
            [spacing.IMm, spacing.JMm, spacing.KMm],
            [.. voxels.Select(v => v * spacing.VoxelMm3 / 1000)],
            1 - ((double)undefined / shape.Count));
    }

    (long[] Voxels, double[] Centres, long Undefined) Classes(Volume<byte> codes)
    {
        var (voxels, sums, undefined, shape) = (new long[dataset.Classes.Count], new double[dataset.Classes.Count], 0L, codes.Shape);
        var all = codes.Voxels;
        for (var row = 0; row < all.Length; row += shape.I)
        {
            for (var i = 0; i < shape.I; i++)
            {
                var code = all[row + i];
                if (code < voxels.Length)
                {
                    voxels[code]++;
                    sums[code] += i;
                }
                else
                {
                    undefined += VoxelCode.IsDefined(code) ? 0 : 1;
                }
            }
        }

        return (voxels, [.. sums.Select((s, c) => s / voxels[c])], undefined);
    }

    /// <summary>i grows to the left, so a left structure has the larger i.</summary>
    void WarnOfSides(DatasetCase item, long[] voxels, double[] centres)
    {
        for (var c = 1; c < voxels.Length; c++)
        {
            var other = dataset.Classes.Sides.MirroredCodes[c];
            var isLeft = dataset.Classes.Labels[c].All(l => l.Contains("left", StringComparison.OrdinalIgnoreCase));
            if (isLeft && other != c && voxels[c] > 0 && voxels[other] > 0 && centres[c] < centres[other])
            {
                warnings.Add($"{item.Labels}: '{dataset.Classes.Names[c]}' lies to the right of '{dataset.Classes.Names[other]}': left and right are exchanged.");
            }
        }
    }
}
