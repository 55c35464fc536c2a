using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>What the user asks of an evaluation.</summary>
sealed record EvaluationRequest(MetricProfile Profile, double[] TolerancesMm, string[] Labels, bool Resamples, bool MeasuresSurfaces);

/// <summary>One case that was measured, or the reason why not.</summary>
sealed record EvaluatedCase(string Name, IReadOnlyList<LabelResult> Labels, string? Problem, string? PredictionSha256, string? ReferenceSha256, IReadOnlyList<string> Notes);

/// <summary>An evaluation of one or many cases.</summary>
sealed record EvaluationReport(EvaluationRequest Request, IReadOnlyList<EvaluatedCase> Cases, bool IsPair);

/// <summary>Runs evaluations over files.</summary>
static class EvaluationRun
{
    static readonly string[] Extensions = [".nii.gz", ".nii", ".nrrd", ".nhdr", ".mha", ".mhd"];

    public static EvaluationReport Of(string prediction, string reference, EvaluationRequest request, CommandEdge edge)
    {
        if (Directory.Exists(prediction) != Directory.Exists(reference))
        {
            throw new UsageException($"{prediction} and {reference}: give two files or two folders.");
        }

        if (!Directory.Exists(reference))
        {
            return new(request, [One(Path.GetFileName(reference), prediction, reference, request, edge.CancellationToken)], IsPair: true);
        }

        var (predictions, references) = (ByName(prediction), ByName(reference));
        if (references.Count == 0)
        {
            throw new UsageException($"{reference}: the folder holds no label map ({string.Join(", ", Extensions)}).");
        }

        List<EvaluatedCase> cases = [];
        using var line = edge.Terminal.Progress("evaluating");
        foreach (var (name, path) in references)
        {
            if (edge.CancellationToken.IsCancellationRequested)
            {
                edge.Terminal.Note($"stopped after {cases.Count} of {references.Count} cases; the finished ones are reported.");
                break;
            }

            line.Report(name, (double)cases.Count / references.Count);
            cases.Add(predictions.Remove(name, out var predicted) ? Guarded(name, predicted, path, request, edge) : Missing(name, "there is no prediction of this name"));
        }

        cases.AddRange(predictions.Keys.Select(name => Missing(name, "there is no reference of this name")));
        return new(request, cases, IsPair: false);
    }

    static EvaluatedCase Guarded(string name, string prediction, string reference, EvaluationRequest request, CommandEdge edge)
    {
        try
        {
            return One(name, prediction, reference, request, edge.CancellationToken);
        }
        catch (Exception e) when (e is UnreadableImageException or UsageException)
        {
            return Missing(name, e.Message);
        }
    }

    static EvaluatedCase Missing(string name, string problem) => new(name, [], problem, null, null, []);

    static EvaluatedCase One(string name, string prediction, string reference, EvaluationRequest request, CancellationToken cancellation)
    {
        var r = ImageFile.ReadLabels(reference, cancellation: cancellation);
        var p = ImageFile.ReadLabels(prediction, cancellation: cancellation);
        List<string> notes = [.. r.Warnings, .. p.Warnings];
        var voxels = OnGridOf(p.Map.Voxels, r.Map.Grid, prediction, reference, request, notes);
        var evaluator = new CaseEvaluator(request.Profile, request.TolerancesMm) { MeasuresSurfaces = request.MeasuresSurfaces };
        var structures = Structures(request.Labels, r.Map, voxels, p.Map.Labels, reference);
        return new(name, evaluator.Evaluate(voxels, r.Map.Voxels, structures, cancellation: cancellation), null, p.Sha256, r.Sha256, notes);
    }

    public static Volume<ushort> OnGridOf(Volume<ushort> prediction, Grid grid, string predictionPath, string referencePath, EvaluationRequest request, List<string> notes)
    {
        if (prediction.Grid.IsSameAs(grid))
        {
            return prediction;
        }

        // The same voxels in another order are the same grid to a reader of the numbers.
        var turned = prediction.ToAxes(grid.AxisCodes);
        if (turned.Grid.IsSameAs(grid))
        {
            return turned;
        }

        if (!request.Resamples)
        {
            throw new UsageException($"{predictionPath}: lies on another grid ({prediction.Grid}) than {referencePath} ({grid}). Give --resample to put it onto the reference's grid.");
        }

        notes.Add($"The prediction was resampled from {prediction.Grid} onto the reference's grid (nearest neighbour).");
        return Resampler.ToGrid(prediction, grid, Interpolation.Nearest, (ushort)0);
    }

    public static List<Structure> Structures(string[] wanted, LabelMap reference, Volume<ushort> prediction, LabelSet predictedSet, string referencePath)
    {
        var present = Present(reference.Voxels).Union(Present(prediction)).Order().ToArray();
        string NameOf(ushort value) => reference.Labels.Find(value)?.Name ?? predictedSet.Find(value)?.Name ?? value.ToString();
        if (wanted.Length == 0)
        {
            return [.. present.Select(v => new Structure(NameOf(v), [v]))];
        }

        List<Structure> structures = [];
        foreach (var name in wanted.SelectMany(w => w.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var value = ushort.TryParse(name, out var number) ? number : reference.Labels.Find(name)?.Value ?? predictedSet.Find(name)?.Value;
            structures.Add(value is { } v and > 0
                ? new(NameOf(v), [v])
                : throw new UsageException($"--labels {name}: neither {referencePath} nor the prediction names it; present are {string.Join(", ", present.Select(NameOf).Take(20))}."));
        }

        return structures;
    }

    static IEnumerable<ushort> Present(Volume<ushort> voxels)
    {
        var seen = new bool[ushort.MaxValue + 1];
        foreach (var value in voxels.Voxels)
        {
            seen[value] = true;
        }

        return Enumerable.Range(1, ushort.MaxValue).Where(v => seen[v]).Select(v => (ushort)v).ToArray();
    }

    public static SortedDictionary<string, string> ByName(string folder) => new(
        Directory.EnumerateFiles(folder)
            .Select(f => (File: f, Extension: Extensions.FirstOrDefault(e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase))))
            .Where(f => f.Extension is not null)
            .ToDictionary(f => Path.GetFileName(f.File)[..^f.Extension!.Length], f => f.File),
        StringComparer.Ordinal);
}
