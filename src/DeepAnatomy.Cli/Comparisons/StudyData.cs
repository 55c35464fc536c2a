using DeepAnatomy.Evaluation.Calibration;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Evaluation.Muscle;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>What the user asks of a comparison.</summary>
sealed record ComparisonRequest(IReadOnlyList<string> Models, string Reference)
{
    public required Evaluations.EvaluationRequest Evaluation { get; init; }

    public string? CtFolder { get; init; }

    public double Margin { get; init; } = 0.01;

    public ulong Seed { get; init; } = 1;

    public int Replicates { get; init; } = 10_000;

    /// <summary>Whether a model that lacks a case is compared all the same; its case counts as missed.</summary>
    public bool AllowsMissing { get; init; }
}

/// <summary>One model on one case.</summary>
/// <param name="Model">Name.</param>
/// <param name="Path">The prediction; null where there is none.</param>
/// <param name="Labels">Results by structure; empty when there is no prediction.</param>
/// <param name="Slices">Dice by position along the structure, foot 0 … head 1, by structure.</param>
/// <param name="Muscle">Muscle figures; null without a CT.</param>
sealed record ModelOnCase(string Model, string? Path, IReadOnlyDictionary<string, LabelResult> Labels, IReadOnlyDictionary<string, IReadOnlyList<(double Position, double Dice)>> Slices, MuscleComparison? Muscle)
{
    /// <summary>Calibration by structure, where the model's folder holds probability maps.</summary>
    public IReadOnlyDictionary<string, ProbabilityCase> Probabilities { get; init; } = new Dictionary<string, ProbabilityCase>();
}

/// <summary>The files of one case: per model its prediction (null where there is none) and its probability maps by structure.</summary>
sealed record StudyFiles(string Name, string Reference, string? Ct, IReadOnlyList<string?> Predictions, IReadOnlyList<IReadOnlyList<(string Structure, string Path)>> Probabilities);

/// <summary>One case of a study.</summary>
sealed record StudyCase(string Name, string ReferencePath, string? CtPath, IReadOnlyList<ModelOnCase> Models, string? SliceRule, IReadOnlyList<string> Notes);

/// <summary>A metric that is compared.</summary>
/// <param name="Id">As in JSON and CSV.</param>
/// <param name="Title">As in the report.</param>
/// <param name="Digits">Digits after the point.</param>
/// <param name="IsHigherBetter">Whether a larger value is better.</param>
/// <param name="Convention">How it is defined.</param>
/// <param name="Of">The value of a model on a case for a structure; NaN where there is none.</param>
sealed record StudyMetric(string Id, string Title, int Digits, bool IsHigherBetter, string Convention, Func<LabelResult, double> Of)
{
    public static IReadOnlyList<StudyMetric> For(MetricProfile profile, double[] tolerancesMm)
    {
        List<StudyMetric> metrics = [new("dice", "Dice", 4, true, profile.Convention("dice"), l => l.Dice)];
        metrics.AddRange(tolerancesMm.Select((mm, n) => new StudyMetric($"nsd@{mm:0.###}", $"NSD at {mm:0.###} mm", 4, true, profile.Convention("nsd"), l => n < l.Nsd.Count ? l.Nsd[n].Value : double.NaN)));
        metrics.Add(new("hd95Mm", "HD95, mm", 2, false, profile.Convention("hd95Mm"), l => l.Hd95Mm));
        metrics.Add(new("assdMm", "ASSD, mm", 3, false, profile.Convention("assdMm"), l => l.AssdMm));
        metrics.Add(new("absoluteVolumeErrorMl", "|Volume error|, mL", 2, false, "|prediction - reference|", l => l.State == LabelState.AbsentInBoth ? double.NaN : Math.Abs(l.VolumeErrorMl)));
        return metrics;
    }
}
