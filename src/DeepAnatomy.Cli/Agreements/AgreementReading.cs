using DeepAnatomy.Cli.Comparisons;
using DeepAnatomy.Cli.Evaluations;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Evaluation.Muscle;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Agreements;

/// <summary>Reads what every reader drew and measures each against each, all maps turned to LPS.</summary>
static class AgreementReading
{
    public static (IReadOnlyList<string> Names, IReadOnlyList<AgreementCase> Cases, bool IsPartial) Read(AgreementRequest request, CommandEdge edge)
    {
        if (request.Readers.Count < 2)
        {
            throw new UsageException("--each-against-each takes two readers or more.");
        }

        var areFolders = request.Readers.Select(Directory.Exists).Distinct().ToArray();
        if (areFolders.Length > 1)
        {
            throw new UsageException("Give a label map of each reader, or a folder of each, not both.");
        }

        return areFolders[0] ? Folders(request, edge) : (FileNames(request.Readers), [One("scan", request.Readers, request.Ct, request.Evaluation, edge.CancellationToken)], false);
    }

    static (IReadOnlyList<string>, IReadOnlyList<AgreementCase>, bool) Folders(AgreementRequest request, CommandEdge edge)
    {
        var maps = request.Readers.Select(EvaluationRun.ByName).ToArray();
        var all = maps.SelectMany(m => m.Keys).Distinct().Order(StringComparer.Ordinal).ToArray();
        for (var m = 0; m < maps.Length; m++)
        {
            if (all.Where(n => !maps[m].ContainsKey(n)).ToArray() is { Length: > 0 } missing)
            {
                throw new UsageException($"{request.Readers[m]}: lacks {string.Join(", ", missing.Take(5))}{(missing.Length > 5 ? " …" : "")}; every reader must have read the same scans.");
            }
        }

        var scans = request.Ct is { } folder ? EvaluationRun.ByName(folder) : [];
        List<AgreementCase> cases = [];
        using var line = edge.Terminal.Progress("comparing");
        foreach (var name in all)
        {
            line.Report(name, (double)cases.Count / all.Length);
            try
            {
                edge.CancellationToken.ThrowIfCancellationRequested();
                cases.Add(One(name, [.. maps.Select(m => m[name])], scans.GetValueOrDefault(name), request.Evaluation, edge.CancellationToken));
            }
            catch (OperationCanceledException) when (cases.Count > 0)
            {
                edge.Terminal.Note($"stopped after {cases.Count} of {all.Length} scans; the finished ones are reported.");
                break;
            }
        }

        return (Comparison.Names(request.Readers), cases, cases.Count < all.Length);
    }

    static AgreementCase One(string name, IReadOnlyList<string> files, string? ct, EvaluationRequest request, CancellationToken cancellation)
    {
        var first = ImageFile.ReadLabels(files[0], cancellation: cancellation);
        first = first with { Map = StudyReading.Canonical(first.Map) };
        List<Volume<ushort>> maps = [first.Map.Voxels];
        List<string> notes = [];
        List<string> sha256 = [first.Sha256];
        var set = first.Map.Labels;
        foreach (var file in files.Skip(1))
        {
            var pair = PairReading.On(first, file, request, notes, cancellation);
            maps.Add(pair.Prediction);
            sha256.Add(pair.PredictionSha256);
            set = Together(set, pair.PredictedSet);
        }

        var reference = first.Map with { Labels = set };
        Structure[] structures = [.. maps.SelectMany(m => CaseReading.Structures(request.Labels, reference, m, set, files[0])).DistinctBy(s => s.Name).OrderBy(s => s.Values[0])];
        var evaluator = new CaseEvaluator(request.Profile, request.TolerancesMm) { MeasuresSurfaces = request.MeasuresSurfaces, MeasuresBoundaryIou = false };
        Dictionary<(int, int), IReadOnlyDictionary<string, LabelResult>> pairs = [];
        foreach (var (a, b) in AgreementStudy.PairsOf(maps.Count))
        {
            pairs[(a, b)] = evaluator.Evaluate(maps[b], maps[a], structures, cancellation: cancellation).ToDictionary(r => r.Name);
        }

        var volumes = structures.ToDictionary(s => s.Name, s => Enumerable.Range(0, maps.Count).Select(m => m == 0 ? pairs[(0, 1)][s.Name].ReferenceMl : pairs[(0, m)][s.Name].PredictedMl).ToArray());
        var (muscle, slices, rule) = MuscleOf(ct, maps, reference, files[0], cancellation);
        return new(name, files, ct, structures, pairs, volumes, muscle, slices, rule, sha256, [.. notes.Distinct()]);
    }

    static (IReadOnlyList<MuscleFigures>?, IReadOnlyList<IReadOnlyList<MuscleFigures>>, string?) MuscleOf(string? ct, List<Volume<ushort>> maps, LabelMap reference, string path, CancellationToken cancellation)
    {
        if (ct is null)
        {
            return (null, [], null);
        }

        var hu = GridMatch.Exactly(ImageFile.ReadCt(ct, cancellation).Hu, reference.Grid, ct, path).On(reference.Grid);
        if (MuscleSlice.Of(reference) is not { } chosen)
        {
            return (null, [], null);
        }

        IReadOnlyList<MuscleFigures> At(int k) => [.. maps.Select(m => m.On(reference.Grid)).Select(m => MuscleComparison.Of(hu, m, m, chosen.Values, k).Prediction)];
        var slices = Enumerable.Range(0, reference.Shape.K).Select(At).Where(row => row.All(f => f.SmaCm2 > 0)).ToArray();
        return (At(chosen.SliceK), slices, chosen.Rule);
    }

    // A name that only a later reader's map has is kept.
    static LabelSet Together(LabelSet a, LabelSet b) => new(a.Id, [.. a.Labels, .. b.Labels.Where(l => a.Find(l.Value) is null && a.Find(l.Name) is null)]);

    /// <summary>The structures that are muscle by their name.</summary>
    public static IReadOnlyList<string> Muscles(IEnumerable<string> structures) =>
        [.. structures.Where(s => LabelSets.All.Any(set => set.Find(s) is not null && LabelGroups.Default.Members("skeletal_muscle", set).Values.Contains(set.ValueOf(s))) || MuscleSlice.IsMuscleName(s))];

    // The part of the file names that differs: readers are told apart by it.
    static string[] FileNames(IReadOnlyList<string> files)
    {
        var names = files.Select(f => Path.GetFileName(f).Split('.')[0]).ToArray();
        if (names.Distinct().Count() < names.Length)
        {
            names = [.. files.Select(f => $"{Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(f)))}/{Path.GetFileName(f).Split('.')[0]}")];
        }

        var shared = names.Min(n => n.Length);
        while (shared > 0 && names.Any(n => n[..shared] != names[0][..shared]))
        {
            shared--;
        }

        // Back to a separator, so that no word is cut.
        var at = shared == 0 ? 0 : names[0].AsSpan(0, shared).LastIndexOfAny("_-/ ") + 1;
        var rest = names.Select(n => n[at..]).ToArray();
        return rest.All(n => n.Length > 0) && rest.Distinct().Count() == rest.Length ? rest : [.. names.Select((n, k) => names.Count(x => x == n) > 1 ? $"{n} ({k + 1})" : n)];
    }
}
