using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Datasets;

/// <summary>Which cases validate in which fold; stored beside a run so that models can be compared on the same cases.</summary>
/// <param name="DatasetHash">SHA-256 over ids and patients; a split of other cases is refused.</param>
/// <param name="Seed">The seed it was made with.</param>
/// <param name="Folds">For each fold the ids of the validating cases, ordered.</param>
public sealed record DatasetSplit(string DatasetHash, int Seed, ImmutableArray<ImmutableArray<string>> Folds)
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Shares out the patients of a dataset: in the order of a seeded hash, each to the fold that has the fewest scans so far.</summary>
    /// <exception cref="UnusableDatasetException">There are fewer patients than folds, or the validating fold does not exist.</exception>
    public static DatasetSplit Create(Dataset dataset, SplitSettings settings)
    {
        var stream = CounterRandom.Stream((ulong)settings.Seed, "split");
        var patients = dataset.Cases.GroupBy(c => c.Patient)
            .OrderBy(p => CounterRandom.Stream(stream, p.Key)).ThenBy(p => p.Key, StringComparer.Ordinal).ToArray();
        if (patients.Length < settings.Folds || settings.Folds < 2)
        {
            throw new UnusableDatasetException([new DatasetProblem(dataset.Name, $"{patients.Length} patients cannot be shared out to {settings.Folds} folds", "Use at least two folds and at most as many as there are patients, or add patients") { Setting = "folds" }]);
        }

        if (settings.Fold < 0 || settings.Fold >= settings.Folds)
        {
            throw new UnusableDatasetException([new DatasetProblem(dataset.Name, $"there is no fold {settings.Fold} among {settings.Folds}", $"Choose a fold from 0 to {settings.Folds - 1}") { Setting = "fold" }]);
        }

        var folds = Enumerable.Range(0, settings.Folds).Select(_ => new List<string>()).ToArray();
        foreach (var patient in patients.OrderByDescending(p => p.Count()))
        {
            folds.MinBy(f => f.Count)!.AddRange(patient.Select(c => c.Id));
        }

        return new(HashOf(dataset), settings.Seed, [.. folds.Select(f => f.Order(StringComparer.Ordinal).ToImmutableArray())]);
    }

    /// <summary>The cases that validate in a fold.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fold.</exception>
    public ImmutableArray<string> Validation(int fold) => fold >= 0 && fold < Folds.Length
        ? Folds[fold]
        : throw new ArgumentOutOfRangeException(nameof(fold), fold, $"There are {Folds.Length} folds.");

    /// <summary>The cases that train in a fold: all others.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fold.</exception>
    public ImmutableArray<string> Training(int fold)
    {
        var held = Validation(fold);
        return [.. Folds.SelectMany(f => f).Except(held).Order(StringComparer.Ordinal)];
    }

    /// <summary>SHA-256 over the ids and patients of a dataset, lower-case hex.</summary>
    public static string HashOf(Dataset dataset) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(dataset.Cases.OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => new[] { c.Id, c.Patient })))));

    /// <summary>Writes the split as JSON, whole or not at all.</summary>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Format) + "\n");

    /// <summary>Reads a split and checks that it is one of this dataset.</summary>
    /// <exception cref="UnusableDatasetException">The file is damaged, belongs to other cases, or shares out a case twice or a patient to two folds.</exception>
    public static DatasetSplit Read(string path, Dataset dataset)
    {
        DatasetSplit? split;
        try
        {
            split = JsonSerializer.Deserialize<DatasetSplit>(File.ReadAllBytes(path), Format);
        }
        catch (Exception e) when (e is JsonException or IOException or InvalidOperationException)
        {
            throw new UnusableDatasetException([new DatasetProblem(path, $"the split cannot be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})", "Remove it, so that it is made anew")]);
        }

        var why = split is null || split.Folds.IsDefault || split.Folds.Any(f => f.IsDefault || f.Any(id => id is null)) ? "the split has no folds"
            : split.DatasetHash != HashOf(dataset) ? "the split belongs to other cases or patients"
            : Inconsistency(split, dataset);
        return why is null ? split! : throw new UnusableDatasetException([new DatasetProblem(path, why, "Remove it, so that it is made anew")]);
    }

    static string? Inconsistency(DatasetSplit split, Dataset dataset)
    {
        var ids = split.Folds.SelectMany(f => f).ToArray();
        if (ids.Distinct().Count() != ids.Length || !ids.ToHashSet().SetEquals(dataset.Cases.Select(c => c.Id)))
        {
            return "the split does not hold every case exactly once";
        }

        var patient = dataset.Cases.ToDictionary(c => c.Id, c => c.Patient);
        var torn = split.Folds.SelectMany((f, n) => f.Select(id => (Patient: patient[id], Fold: n))).Distinct().GroupBy(x => x.Patient).FirstOrDefault(g => g.Count() > 1);
        return torn is null ? null : $"the scans of the patient '{torn.Key}' lie in several folds";
    }
}
