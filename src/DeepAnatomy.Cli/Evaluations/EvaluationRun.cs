using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Evaluations;

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

        var probabilities = request.Probabilities.Select(Named).ToArray();
        if (!Directory.Exists(reference))
        {
            var only = CaseReading.Measure(new(Path.GetFileName(reference), prediction, reference, request.Ct, probabilities), request, edge.CancellationToken);
            // Two maps without any label are empty masks of one structure: that is an answer too.
            var filled = only.Labels.Count > 0 ? only : only with { Labels = [new CaseEvaluator(request.Profile, request.TolerancesMm).AbsentInBoth(new("1", [1]), only.Grid!)] };
            return Checked(new(request, [filled], IsPair: true));
        }

        return Checked(Completed(Folders(prediction, reference, probabilities, request, edge)));
    }

    static EvaluationReport Folders(string prediction, string reference, (string? Label, string Path)[] probabilities, EvaluationRequest request, CommandEdge edge)
    {
        var (predictions, references) = (ByName(prediction), ByName(reference));
        if (references.Count == 0)
        {
            throw new UsageException($"{reference}: the folder holds no label map ({string.Join(", ", Extensions)}).");
        }

        var scans = request.Ct is { } ct ? Folder(ct, "--ct") : [];
        var maps = probabilities.Select(p => (p.Label, Files: Folder(p.Path, "--probabilities"))).ToArray();
        List<EvaluatedCase> cases = [];
        using var line = edge.Terminal.Progress("evaluating");
        foreach (var (name, path) in references)
        {
            line.Report(name, (double)cases.Count / references.Count);
            if (!predictions.Remove(name, out var predicted))
            {
                cases.Add(new(name, [], "there is no prediction of this name"));
                continue;
            }

            var files = new CaseFiles(name, predicted, path, scans.GetValueOrDefault(name), [.. maps.Where(m => m.Files.ContainsKey(name)).Select(m => (m.Label, m.Files[name]))]);
            if (Guarded(files, request, edge.CancellationToken) is not { } measured)
            {
                // With nothing finished there is nothing to keep.
                if (cases.Count == 0)
                {
                    edge.CancellationToken.ThrowIfCancellationRequested();
                }

                edge.Terminal.Note($"stopped after {cases.Count} of {references.Count} cases; the finished ones are reported.");
                return new(request, cases, IsPair: false, IsPartial: true);
            }

            // A case that is not among the probabilities is said, not passed over.
            var without = maps.Where(m => !m.Files.ContainsKey(name)).Select(m => $"No probability map{(m.Label is null ? "" : $" of {m.Label}")} of this name.");
            cases.Add(measured with { Notes = [.. measured.Notes, .. without] });
        }

        cases.AddRange(predictions.Keys.Select(name => new EvaluatedCase(name, [], "there is no reference of this name")));
        return new(request, cases, IsPair: false);
    }

    // Null when the user stopped the work.
    static EvaluatedCase? Guarded(CaseFiles files, EvaluationRequest request, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            return CaseReading.Measure(files, request, cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception e) when (e is UnreadableImageException or UsageException)
        {
            return new(files.Name, [], e.Message);
        }
    }

    // A structure that other cases have and this one lacks in both maps is counted, not passed over.
    static EvaluationReport Completed(EvaluationReport report)
    {
        var structures = report.Measured.SelectMany(c => c.Labels).DistinctBy(l => l.Name).OrderBy(l => l.Values[0]).Select(l => new Structure(l.Name, l.Values)).ToArray();
        var evaluator = new CaseEvaluator(report.Request.Profile, report.Request.TolerancesMm);
        LabelResult ResultOf(EvaluatedCase one, Structure structure) => one.Labels.FirstOrDefault(l => l.Name == structure.Name) ?? evaluator.AbsentInBoth(structure, one.Grid!);
        return report with { Cases = [.. report.Cases.Select(c => c.Problem is null ? c with { Labels = [.. structures.Select(s => ResultOf(c, s))] } : c)] };
    }

    // A value that was asked for and is nowhere is a slip of the hand, unless all maps are empty.
    static EvaluationReport Checked(EvaluationReport report)
    {
        var all = report.Measured.SelectMany(c => c.Labels).ToLookup(l => l.Name);
        var nowhere = all.FirstOrDefault(g => g.Key == $"{g.First().Values[0]}" && g.All(l => l.State == LabelState.AbsentInBoth));
        var present = all.Where(g => g.Any(l => l.State != LabelState.AbsentInBoth)).Select(g => g.Key).ToArray();
        return nowhere is null || present.Length == 0
            ? report
            : throw new UsageException($"--labels {nowhere.Key}: neither the reference nor the prediction has it; of those asked for, present are {string.Join(", ", present.Take(20))}.");
    }

    static (string? Label, string Path) Named(string given)
    {
        var at = given.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (null, given) : (given[..at], given[(at + 1)..]);
    }

    static SortedDictionary<string, string> Folder(string path, string option) => Directory.Exists(path)
        ? ByName(path)
        : throw new UsageException($"{option} {path}: is not a folder; folders of label maps need a folder here, with files of the same names.");

    public static SortedDictionary<string, string> ByName(string folder) => new(
        Directory.EnumerateFiles(folder)
            .Select(f => (File: f, Extension: Extensions.FirstOrDefault(e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase))))
            .Where(f => f.Extension is not null)
            .ToDictionary(f => Path.GetFileName(f.File)[..^f.Extension!.Length], f => f.File),
        StringComparer.Ordinal);
}
