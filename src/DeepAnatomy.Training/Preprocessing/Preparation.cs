using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>Preprocesses a dataset into a cache folder: one file per case, named by the hash of everything it depends on. Stopped and started again it goes on; a changed scan, label map or setting makes its case anew, and only that.</summary>
/// <remarks>One scan is in memory at a time, whatever their number.</remarks>
public sealed class Preparation(PreprocessingSettings settings, SparseSettings sparse, string folder)
{
    /// <summary>Counts up whenever the same inputs would give other voxels.</summary>
    const int Version = 2;

    /// <summary>HU of what lies beyond a scan.</summary>
    public const short AirHu = -1024;

    /// <summary>Makes what is missing and opens all cases.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="progress">Told after every case.</param>
    /// <param name="cancellation">Stops; finished cases stay.</param>
    /// <exception cref="UnusableDatasetException">Cases cannot be read or do not fit together; all of them are named, and those that are well were made.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PreparedDataset Run(Dataset dataset, IProgress<PreparationProgress>? progress = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        var (hashes, problems, cases, reused) = (FileHashes.In(folder), new List<DatasetProblem>(), new List<PreparedCase>(), 0);
        try
        {
            for (var n = 0; n < dataset.Cases.Length; n++)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    var (prepared, isReused) = One(dataset, dataset.Cases[n], hashes, cancellation);
                    cases.Add(prepared);
                    reused += isReused ? 1 : 0;
                }
                catch (UnreadableImageException e)
                {
                    problems.Add(new(e.Path, e.Reason, e.Remedy));
                }

                hashes.Save();
                progress?.Report(new(n + 1, dataset.Cases.Length, reused, dataset.Cases[n].Id));
            }

            return problems.Count == 0 ? new(dataset.Classes, cases) : throw new UnusableDatasetException(problems);
        }
        catch
        {
            cases.ForEach(c => c.Dispose());
            throw;
        }
    }

    /// <summary>The grid and voxels that a network sees of a scan, for inference: the same turn, crop and resampling as in training.</summary>
    /// <param name="hu">HU in any orientation.</param>
    /// <param name="cancellation">Stops between slices.</param>
    public Volume<short> Prepare(Volume<short> hu, CancellationToken cancellation = default) => ScanPreparation.Apply(hu.ToAxes(), settings, cancellation);

    (PreparedCase Case, bool IsReused) One(Dataset dataset, DatasetCase item, FileHashes hashes, CancellationToken cancellation)
    {
        var key = KeyOf(dataset, item, hashes);
        var path = Path.Combine(folder, $"{FileName(item.Id)}-{key[..16]}.case");
        if (File.Exists(path) && TryOpen(path, key) is { } found)
        {
            return (found, true);
        }

        var hu = ImageFile.ReadCt(item.Image, cancellation).Hu;
        var labels = ImageFile.ReadLabelMap(item.Labels, dataset.LabelSet, cancellation).Voxels;
        if (!hu.Grid.IsSameAs(labels.Grid))
        {
            throw new UnreadableImageException(item.Labels, $"its grid ({labels.Grid}) is not that of {item.Image} ({hu.Grid})", "Resample the label map to the image, or export both again");
        }

        var codes = Encoded(dataset, item, labels.On(hu.Grid)).ToAxes();
        var prepared = Prepare(hu, cancellation);
        var target = CodeResampler.ToGrid(codes, prepared.Grid, settings.LabelInterpolation, cancellation);
        // Patches go where somebody drew; what is known without drawing only counts within them.
        var places = PlaceIndex.Of(target.Voxels, dataset.Classes.Count);
        target = sparse.OutsideAirIsBackground ? OutsideAir.Mark(prepared, target) : target;
        PreparedCaseFile.Write(path, new() { Id = item.Id, Patient = item.Patient, Key = key }, prepared, target, places);
        return (PreparedCase.Open(path), false);
    }

    Volume<byte> Encoded(Dataset dataset, DatasetCase item, Volume<ushort> labels)
    {
        try
        {
            return SparseEncoding.Encode(labels, dataset.Classes, sparse, CompleteSlices.Read(item.Labels, labels.Shape.K));
        }
        catch (ArgumentException e)
        {
            throw new UnreadableImageException(item.Labels, e.Message.Split(" (Parameter")[0].TrimEnd('.'), "Correct the label map, or name the values in the label set", e);
        }
    }

    static PreparedCase? TryOpen(string path, string key)
    {
        try
        {
            var prepared = PreparedCase.Open(path);
            if (prepared.Key == key)
            {
                return prepared;
            }

            prepared.Dispose();
            return null;
        }
        catch (UnreadableImageException)
        {
            return null;
        }
    }

    string KeyOf(Dataset dataset, DatasetCase item, FileHashes hashes)
    {
        var all = new object?[]
        {
            Version, item.Id, item.Patient, hashes.Of(item.Image), hashes.Of(item.Labels), dataset.Classes.Hash,
            sparse.CompleteSlices == SliceCompletion.Never ? "" : hashes.Of(CompleteSlices.PathOf(item.Labels)), sparse.CompleteSlices.ToString(), sparse.EmptySlicesAreUndefined, sparse.OutsideAirIsBackground,
            settings.SpacingMm, settings.ImageInterpolation.ToString(), settings.LabelInterpolation.ToString(), settings.CropsToBody, settings.BodyMarginMm,
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(all)));
    }

    static string FileName(string id)
    {
        var name = new StringBuilder();
        foreach (var c in id.Take(60))
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_');
        }

        return name.ToString();
    }
}
