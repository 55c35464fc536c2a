using System.Globalization;
using System.Text;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Datasets;

namespace DeepAnatomy.Training.Sparse;

/// <summary>Writes a dataset again as if its annotators had drawn less: the training cases keep some slices or scribbles, the validating ones stay whole, so that models of sparse and dense annotations are compared on the same references.</summary>
/// <param name="KeptShare">Share of the annotated slices that stay whole, above 0, at most 1; null for scribbles.</param>
/// <param name="ScribbledSlices">Slices of each case that get scribbles, at least 1; null for whole slices.</param>
/// <param name="Seed">Which slices and which stretches.</param>
public sealed record SparseExperiment(double? KeptShare, int? ScribbledSlices, int Seed)
{
    /// <summary>Name of the table of cases, which is the dataset to train on.</summary>
    public const string TableName = "dataset.csv";

    const string UndefinedName = "undefined";

    /// <summary>Writes label maps (<c>labels/ID.nii.gz</c>) and the table of cases, which names the scans where they are; the table comes last.</summary>
    /// <param name="dataset">Dense annotations.</param>
    /// <param name="whole">Ids of the cases that stay whole.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="home">Where the folder will be once it is finished: the paths of the scans are relative to it.</param>
    /// <param name="progress">Gets the number of finished cases.</param>
    /// <param name="cancellation">Stops between cases.</param>
    /// <returns>Share of the voxels of the other cases that stay annotated, 0 … 1.</returns>
    /// <exception cref="UnreadableImageException">A label map cannot be read.</exception>
    public double Write(Dataset dataset, IReadOnlyCollection<string> whole, string folder, string home, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var set = WithUndefined(dataset.LabelSet, out var undefined);
        Directory.CreateDirectory(Path.Combine(folder, "labels"));
        var table = new StringBuilder("case,image,label,patient,sex,age\n");
        long kept = 0, all = 0;
        for (var n = 0; n < dataset.Cases.Length; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            var item = dataset.Cases[n];
            var labels = ImageFile.ReadLabelMap(item.Labels, dataset.LabelSet, cancellation).Voxels;
            if (!whole.Contains(item.Id))
            {
                labels = Thinned(labels, undefined, item.Id);
                kept += labels.Shape.Count - labels.Voxels.Count(undefined);
                all += labels.Shape.Count;
            }

            var name = $"labels/{item.Id}.nii.gz";
            ImageFile.WriteLabelMap(Path.Combine(folder, name), new(labels, set), cancellation);
            string[] row = [item.Id, Path.GetRelativePath(home, item.Image), name, item.Patient, item.Sex ?? "", item.AgeYears?.ToString(CultureInfo.InvariantCulture) ?? ""];
            table.AppendJoin(',', row.Select(Quoted)).Append('\n');
            progress?.Report(n + 1);
        }

        AtomicFile.WriteText(Path.Combine(folder, TableName), table.ToString());
        return all == 0 ? 1 : (double)kept / all;
    }

    Volume<ushort> Thinned(Volume<ushort> labels, ushort undefined, string id)
    {
        var seed = CounterRandom.Stream((ulong)Seed, id);
        return ScribbledSlices is { } slices ? Sparsification.KeepScribbles(labels, slices, undefined, seed) : Sparsification.KeepSlices(labels, KeptShare ?? 1, undefined, seed);
    }

    static LabelSet WithUndefined(LabelSet set, out ushort undefined)
    {
        if ((set.Find(UndefinedName) ?? set.Find("ignore")) is { } known)
        {
            undefined = known.Value;
            return set;
        }

        undefined = (ushort)Enumerable.Range(255, ushort.MaxValue - 254).First(v => set.Find((ushort)v) is null);
        return new(set.Id, set.Labels.Append(new(undefined, UndefinedName)));
    }

    static string Quoted(string field) => field.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
