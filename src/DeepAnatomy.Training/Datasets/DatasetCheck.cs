using System.Collections.Immutable;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Datasets;

/// <summary>Looks into the files of a dataset, one case after the other: grids that do not match, labels that the label set does not have, label maps without a single structure.</summary>
public static class DatasetCheck
{
    /// <summary>Coarser than this an image is hardly a CT of muscles: more likely a wrong unit, mm.</summary>
    const double CoarsestMm = 10;

    /// <summary>Checks every case.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="readsVoxels">Whether to read the label maps too; without it only headers are read, which is fast.</param>
    /// <param name="progress">Gets the number of finished cases.</param>
    /// <param name="cancellation">Stops between cases.</param>
    /// <returns>All problems; empty when all is well.</returns>
    public static ImmutableArray<DatasetProblem> Run(Dataset dataset, bool readsVoxels, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var problems = ImmutableArray.CreateBuilder<DatasetProblem>();
        for (var n = 0; n < dataset.Cases.Length; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                One(dataset, dataset.Cases[n], readsVoxels, problems, cancellation);
            }
            catch (UnreadableImageException e)
            {
                problems.Add(new(e.Path, e.Reason, e.Remedy));
            }

            progress?.Report(n + 1);
        }

        return problems.ToImmutable();
    }

    static void One(Dataset dataset, DatasetCase item, bool readsVoxels, ImmutableArray<DatasetProblem>.Builder problems, CancellationToken cancellation)
    {
        var (image, labels) = (ImageFile.ReadGrid(item.Image), ImageFile.ReadGrid(item.Labels));
        if (!image.IsSameAs(labels))
        {
            var why = image.Shape != labels.Shape ? $"{labels.Shape} voxels against {image.Shape}" : $"another place, spacing or orientation ({labels} against {image})";
            problems.Add(new(item.Labels, $"its grid is not that of {item.Image}: {why}", "Resample the label map to the image, or export both again"));
        }

        if (Math.Max(image.Spacing.IMm, Math.Max(image.Spacing.JMm, image.Spacing.KMm)) > CoarsestMm)
        {
            problems.Add(new(item.Image, $"its voxels are {image.Spacing} apart", "Check the unit of the spacing; beyond 10 mm nothing can be learned of muscles"));
        }

        if (!readsVoxels)
        {
            return;
        }

        var map = ImageFile.ReadLabelMap(item.Labels, dataset.LabelSet, cancellation);
        var counts = map.CountVoxels();
        var present = Enumerable.Range(0, counts.Length).Where(v => counts[v] > 0).Select(v => (ushort)v).ToArray();
        var unknown = present.Where(v => !dataset.Classes.Knows(v)).ToArray();
        if (unknown.Length > 0)
        {
            problems.Add(new(item.Labels, $"it holds {string.Join(", ", unknown.Take(5))}{(unknown.Length > 5 ? " …" : "")}, which the label set {dataset.LabelSet.Id} does not name", "Correct the label map, or name the values in the label set"));
        }

        if (!present.Any(v => dataset.Classes.CodeOf(v) is > 0 and < Sparse.VoxelCode.MostClasses))
        {
            problems.Add(new(item.Labels, "it holds no voxel of any class", "Annotate the case, or remove it"));
        }
    }
}
