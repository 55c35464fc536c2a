using DeepAnatomy.Cli.Evaluations;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Evaluation.Muscle;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>Measures every model on every case. All maps are turned to LPS first, so that slices are axial.</summary>
static class StudyReading
{
    public static (IReadOnlyList<StudyCase> Cases, bool IsPartial) Read(ComparisonRequest request, IReadOnlyList<string> names, CommandEdge edge)
    {
        var references = Files(request.Reference);
        var models = request.Models.Select(Files).ToArray();
        CheckSubjects(request, references, models);
        var scans = request.CtFolder is { } folder ? Files(folder) : [];
        if (request.CtFolder is not null && references.Keys.FirstOrDefault(n => !scans.ContainsKey(n)) is { } without)
        {
            throw new UsageException($"{request.CtFolder}: has no CT named {without}.");
        }

        var maps = ProbabilityFolders.Of(request, references.Keys);
        List<StudyCase> cases = [];
        using var line = edge.Terminal.Progress("comparing");
        foreach (var (name, path) in references)
        {
            line.Report(name, (double)cases.Count / references.Count);
            try
            {
                edge.CancellationToken.ThrowIfCancellationRequested();
                var files = new StudyFiles(name, path, scans.GetValueOrDefault(name), [.. models.Select(m => m.GetValueOrDefault(name))], [.. maps.Select(m => m.Of(name))]);
                cases.Add(One(files, names, request, edge.CancellationToken));
            }
            catch (OperationCanceledException) when (cases.Count > 0)
            {
                edge.Terminal.Note($"stopped after {cases.Count} of {references.Count} cases; the finished ones are reported.");
                break;
            }
        }

        return (cases, cases.Count < references.Count);
    }

    static SortedDictionary<string, string> Files(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new UsageException($"{path}: is not a folder; give one folder of label maps per model, and one for the reference.");
        }

        var files = EvaluationRun.ByName(path);
        return files.Count > 0 ? files : throw new UsageException($"{path}: the folder holds no image.");
    }

    static void CheckSubjects(ComparisonRequest request, SortedDictionary<string, string> references, SortedDictionary<string, string>[] models)
    {
        for (var m = 0; m < models.Length; m++)
        {
            var extra = models[m].Keys.Where(n => !references.ContainsKey(n)).ToArray();
            var missing = references.Keys.Where(n => !models[m].ContainsKey(n)).ToArray();
            if (extra.Length > 0)
            {
                throw new UsageException($"{request.Models[m]}: has other subjects than the reference: {string.Join(", ", extra.Take(5))}{(extra.Length > 5 ? " …" : "")}. The names must match.");
            }

            if (missing.Length > 0 && !request.AllowsMissing)
            {
                throw new UsageException($"{request.Models[m]}: lacks {string.Join(", ", missing.Take(5))}{(missing.Length > 5 ? " …" : "")}. Give --allow-missing to count them as missed.");
            }
        }
    }

    static StudyCase One(StudyFiles files, IReadOnlyList<string> names, ComparisonRequest request, CancellationToken cancellation)
    {
        var (name, referencePath, ctPath, paths, maps) = files;
        var read = ImageFile.ReadLabels(referencePath, cancellation: cancellation);
        read = read with { Map = Canonical(read.Map) };
        var reference = read.Map;
        var hu = ctPath is null ? null : ImageFile.ReadCt(ctPath, cancellation).Hu.ToAxes();
        if (hu is not null && !hu.Grid.IsSameAs(reference.Grid))
        {
            throw new UsageException($"{ctPath}: lies on another grid ({hu.Grid}) than {referencePath} ({reference.Grid}).");
        }

        var muscle = MuscleSlice.Of(reference);
        List<ModelOnCase> models = [];
        List<string> notes = [];
        for (var m = 0; m < names.Count; m++)
        {
            var (voxels, set) = paths[m] is { } path && PairReading.On(read, path, request.Evaluation, notes, cancellation) is var pair
                ? (pair.Prediction, pair.PredictedSet)
                : (Volume<ushort>.Adopt(reference.Grid, new ushort[reference.Shape.Count]), reference.Labels);
            var structures = CaseReading.Structures(request.Evaluation.Labels, reference, voxels, set, referencePath);
            var evaluator = new CaseEvaluator(request.Evaluation.Profile, request.Evaluation.TolerancesMm) { MeasuresSurfaces = request.Evaluation.MeasuresSurfaces, MeasuresBoundaryIou = false };
            var results = evaluator.Evaluate(voxels, reference.Voxels, structures, cancellation: cancellation);
            models.Add(new(
                names[m],
                paths[m],
                results.ToDictionary(r => r.Name),
                structures.ToDictionary(s => s.Name, s => Positions(SliceProfile.Of(voxels, reference.Voxels, s.Values))),
                hu is null || muscle is null ? null : MuscleComparison.Of(hu, voxels, reference.Voxels, muscle.Values, muscle.SliceK))
            {
                Probabilities = ProbabilityFolders.Measure(maps[m], structures, reference, referencePath, set, request.Evaluation, notes, cancellation),
            });
        }

        return new(name, referencePath, ctPath, models, muscle?.Rule, [.. notes.Distinct()]);
    }

    public static LabelMap Canonical(LabelMap map) => map with { Voxels = map.Voxels.ToAxes() };

    public static IReadOnlyList<(double Position, double Dice)> Positions(VoxelCounts[] slices)
    {
        var first = Array.FindIndex(slices, s => s.Reference > 0);
        var last = Array.FindLastIndex(slices, s => s.Reference > 0);
        return first < 0 ? [] : [.. Enumerable.Range(first, last - first + 1).Where(k => slices[k].Reference > 0).Select(k => (last == first ? 0.5 : (double)(k - first) / (last - first), slices[k].Dice))];
    }
}

/// <summary>The slice and the labels of the muscle figures.</summary>
sealed record MuscleSlice(int SliceK, ushort[] Values, string Rule)
{
    static readonly string[] Beginnings = ["abdominal_wall", "paravertebral", "psoas", "quadratus_lumborum", "autochthon", "iliopsoas"];

    /// <summary>Whether a structure is muscle by its name, where its label set says nothing.</summary>
    public static bool IsMuscleName(string name) => name.Contains("muscle", StringComparison.Ordinal) || Beginnings.Any(b => name.StartsWith(b, StringComparison.Ordinal));

    /// <summary>The middle of vertebra L3 where the reference labels it, else the slice with most muscle in the reference; null without muscle.</summary>
    public static MuscleSlice? Of(LabelMap reference)
    {
        var group = LabelGroups.Default.Names.Contains("skeletal_muscle") ? LabelGroups.Default.Members("skeletal_muscle", reference.Labels).Values : [];
        ushort[] values = [.. group];
        if (values.Length == 0)
        {
            values = [.. reference.Labels.Labels.Where(l => IsMuscleName(l.Name)).Select(l => l.Value)];
        }

        var counts = SliceProfile.Of(reference.Voxels, reference.Voxels, values);
        if (counts.All(c => c.Reference == 0))
        {
            return null;
        }

        if ((reference.Labels.Find("vertebra_L3") ?? reference.Labels.Find("vertebrae_L3")) is { } l3)
        {
            var slices = SliceProfile.Of(reference.Voxels, reference.Voxels, l3.Value);
            var (first, last) = (Array.FindIndex(slices, s => s.Reference > 0), Array.FindLastIndex(slices, s => s.Reference > 0));
            if (first > 0 && last < slices.Length - 1)
            {
                return new((first + last) / 2, values, "middle of vertebra L3 in the reference");
            }
        }

        var most = Enumerable.Range(0, counts.Length).MaxBy(k => counts[k].Reference);
        return new(most, values, "slice with most muscle in the reference (L3 is not labelled)");
    }
}
