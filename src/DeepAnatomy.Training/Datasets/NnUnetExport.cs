using System.Text.Json;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Datasets;

/// <summary>Writes a dataset in nnU-Net's raw layout: labels 0 … K in the order of the classes, undefined and uncertain voxels as <c>ignore</c> = K + 1.</summary>
public static class NnUnetExport
{
    static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>Writes images, label maps and <c>dataset.json</c>. A run that was stopped goes on where it was; <c>dataset.json</c> comes last.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="settings">What complete and empty slices mean.</param>
    /// <param name="folder">The target, for example <c>Dataset001_Muscles</c>; made if needed.</param>
    /// <param name="progress">Gets the number of finished cases.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <exception cref="UnreadableImageException">A file of the dataset cannot be read.</exception>
    public static void Write(Dataset dataset, SparseSettings settings, string folder, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var images = Directory.CreateDirectory(Path.Combine(folder, "imagesTr")).FullName;
        var labels = Directory.CreateDirectory(Path.Combine(folder, "labelsTr")).FullName;
        var hasIgnore = false;
        for (var n = 0; n < dataset.Cases.Length; n++)
        {
            var item = dataset.Cases[n];
            cancellation.ThrowIfCancellationRequested();
            WriteImage(item.Image, Path.Combine(images, $"{item.Id}_0000.nii.gz"), cancellation);
            hasIgnore |= WriteLabels(dataset, settings, item, Path.Combine(labels, $"{item.Id}.nii.gz"), cancellation);
            progress?.Report(n + 1);
        }

        AtomicFile.WriteText(Path.Combine(folder, NnUnetFolder.DescriptionName), Description(dataset, hasIgnore));
    }

    static void WriteImage(string source, string target, CancellationToken cancellation)
    {
        if (source.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase))
        {
            using var stream = File.OpenRead(source);
            AtomicFile.Write(target, stream.CopyTo);
        }
        else
        {
            ImageFile.WriteCt(target, ImageFile.ReadCt(source, cancellation).Hu, cancellation);
        }
    }

    static bool WriteLabels(Dataset dataset, SparseSettings settings, DatasetCase item, string target, CancellationToken cancellation)
    {
        var map = ImageFile.ReadLabelMap(item.Labels, dataset.LabelSet, cancellation).Voxels;
        var codes = SparseEncoding.Encode(map, dataset.Classes, settings, CompleteSlices.Read(item.Labels, map.Shape.K));
        var ignore = (ushort)dataset.Classes.Count;
        var values = new ushort[map.Shape.Count];
        var hasIgnore = false;
        for (var n = 0; n < values.Length; n++)
        {
            var code = codes.Voxels[n];
            values[n] = VoxelCode.IsCertain(code) ? code : ignore;
            hasIgnore |= values[n] == ignore;
        }

        var named = dataset.Classes.Names.Skip(1).Select((name, n) => new Label((ushort)(n + 1), name)).Append(new Label(ignore, "ignore"));
        ImageFile.WriteLabelMap(target, new(Volume<ushort>.Adopt(map.Grid, values), new LabelSet("nnunet", named)), cancellation);
        // nnU-Net wants nothing but label maps in the folder.
        File.Delete(LabelNamesFile.PathOf(target));
        return hasIgnore;
    }

    static string Description(Dataset dataset, bool hasIgnore)
    {
        var labels = dataset.Classes.Names.Select((name, n) => (Name: name, Value: n)).ToDictionary(x => x.Name, x => x.Value);
        if (hasIgnore)
        {
            labels["ignore"] = dataset.Classes.Count;
        }

        var description = new Dictionary<string, object>
        {
            ["channel_names"] = new Dictionary<string, string> { ["0"] = "CT" },
            ["labels"] = labels,
            ["numTraining"] = dataset.Cases.Length,
            ["file_ending"] = ".nii.gz",
            ["name"] = dataset.Name,
        };
        return JsonSerializer.Serialize(description, Format) + "\n";
    }
}
