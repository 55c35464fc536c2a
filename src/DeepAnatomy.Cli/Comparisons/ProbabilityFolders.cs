using DeepAnatomy.Cli.Evaluations;
using DeepAnatomy.Evaluation.Calibration;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>The probability maps in a model's folder, found by their place: <c>MODEL/probabilities/STRUCTURE/CASE.nii.gz</c>.</summary>
/// <param name="Model">The model's folder.</param>
/// <param name="Structures">Per structure (name or value) the maps by case.</param>
sealed record ProbabilityFolders(string Model, IReadOnlyList<(string Structure, SortedDictionary<string, string> Files)> Structures)
{
    const string Folder = "probabilities";

    /// <summary>Looks into the folders of all models.</summary>
    /// <exception cref="UsageException">Maps that belong to no structure or no case, or a case without a map.</exception>
    public static IReadOnlyList<ProbabilityFolders> Of(ComparisonRequest request, IReadOnlyCollection<string> cases) => [.. request.Models.Select(m => OfModel(m, request.AllowsMissing, cases))];

    /// <summary>The maps of one case.</summary>
    public IReadOnlyList<(string Structure, string Path)> Of(string name) => [.. Structures.Where(s => s.Files.ContainsKey(name)).Select(s => (s.Structure, s.Files[name]))];

    /// <summary>Measures the maps of one case.</summary>
    /// <param name="maps">Structure and file.</param>
    /// <param name="structures">What is measured in this case.</param>
    /// <param name="reference">Reference.</param>
    /// <param name="referencePath">Its file.</param>
    /// <param name="predictedSet">What the prediction calls its values.</param>
    /// <param name="request">Bins, and which labels were asked for.</param>
    /// <param name="notes">Receives what has nothing to be compared with.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="UsageException">A structure that nobody names, another grid, a value outside 0 … 1.</exception>
    public static IReadOnlyDictionary<string, ProbabilityCase> Measure(IReadOnlyList<(string Structure, string Path)> maps, IReadOnlyList<Structure> structures, LabelMap reference, string referencePath, LabelSet predictedSet, EvaluationRequest request, List<string> notes, CancellationToken cancellation)
    {
        Dictionary<string, ProbabilityCase> found = [];
        foreach (var (name, path) in maps)
        {
            if (structures.FirstOrDefault(s => s.Name == name || s.Values[0].ToString() == name) is not { } structure)
            {
                // A structure that this case lacks, or that was not asked for, has nothing to be compared with.
                if (ushort.TryParse(name, out _) || reference.Labels.Find(name) is not null || predictedSet.Find(name) is not null)
                {
                    if (request.Labels.Length == 0)
                    {
                        notes.Add($"There are probabilities of {name}, which neither the reference nor the prediction has.");
                    }

                    continue;
                }

                throw new UsageException($"{Path.GetDirectoryName(path)}: no structure is called {name}; there are {string.Join(", ", structures.Select(s => s.Name).Take(20))}.");
            }

            if (!found.TryAdd(structure.Name, CaseReading.CalibrationOf(path, structure, reference.Voxels, referencePath, request.Bins, cancellation)))
            {
                throw new UsageException($"{Path.GetDirectoryName(path)}: is a second folder for {structure.Name}.");
            }
        }

        return found;
    }

    static ProbabilityFolders OfModel(string model, bool allowsMissing, IReadOnlyCollection<string> cases)
    {
        var folder = Path.Combine(model, Folder);
        if (!Directory.Exists(folder))
        {
            return new(model, []);
        }

        if (EvaluationRun.ByName(folder).Values.FirstOrDefault() is { } loose)
        {
            throw new UsageException($"{loose}: say of which structure, by a folder of its name: {Folder}/STRUCTURE/{Path.GetFileName(loose)}.");
        }

        return new(model, [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(d => (Path.GetFileName(d), Checked(d, allowsMissing, cases)))]);
    }

    static SortedDictionary<string, string> Checked(string folder, bool allowsMissing, IReadOnlyCollection<string> cases)
    {
        var files = EvaluationRun.ByName(folder);
        if (files.Keys.Except(cases).FirstOrDefault() is { } extra)
        {
            throw new UsageException($"{files[extra]}: the reference has no case of this name.");
        }

        return allowsMissing || cases.FirstOrDefault(c => !files.ContainsKey(c)) is not { } missing
            ? files
            : throw new UsageException($"{folder}: has no probability map of {missing}. Give --allow-missing to compare the other cases.");
    }
}
