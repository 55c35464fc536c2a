using DeepAnatomy.Evaluation.Calibration;
using DeepAnatomy.Evaluation.Statistics;
using DeepAnatomy.Evaluation.Studies;

namespace DeepAnatomy.Cli.Comparisons;

/// <summary>A measure of calibration that is compared; lower is better.</summary>
sealed record CalibrationMetric(string Id, string Title, Func<ProbabilityCase, double> Of);

/// <summary>How far the probabilities of one model can be believed for one structure.</summary>
/// <param name="Model">Name.</param>
/// <param name="Index">Its place among all models of the comparison, from 0.</param>
/// <param name="Brier">Mean of the cases' Brier scores, with its bootstrap interval over cases.</param>
/// <param name="ExpectedError">The same of their expected calibration errors (ECE).</param>
/// <param name="Bins">The voxels of all cases together.</param>
sealed record ModelCalibration(string Model, int Index, ConfidenceInterval Brier, ConfidenceInterval ExpectedError, ReliabilityBin[] Bins)
{
    /// <summary>Voxels of all cases.</summary>
    public long Voxels => Bins.Sum(b => b.Count);

    /// <summary>ECE of the voxels of all cases together; faults of single cases may cancel in it.</summary>
    public double PooledError => Voxels == 0 ? double.NaN : Bins.Where(b => b.Count > 0).Sum(b => b.Gap * b.Count) / Voxels;
}

/// <summary>The models that gave probability maps of a structure, over the cases in which all of them have one.</summary>
/// <param name="Structure">Name.</param>
/// <param name="Convention">Of the ECE.</param>
/// <param name="CasesUsed">Cases in which every one of these models has a value.</param>
/// <param name="CasesLeftOut">The other cases.</param>
/// <param name="Models">The models that gave maps.</param>
/// <param name="Pairs">Differences of their means, by the id of the metric.</param>
sealed record CalibrationStudy(string Structure, string Convention, int CasesUsed, int CasesLeftOut, IReadOnlyList<ModelCalibration> Models, IReadOnlyList<(string Metric, PairResult Result)> Pairs)
{
    /// <summary>Brier score, ECE and MCE of a case.</summary>
    public static IReadOnlyList<CalibrationMetric> Metrics { get; } = [new("brier", "Brier", p => p.Brier), new("ece", "ECE", p => p.Reliability.ExpectedError), new("mce", "MCE", p => p.Reliability.MaximumError)];

    /// <summary>One study per structure of which a model gave maps, in the order of structures.</summary>
    public static IReadOnlyList<CalibrationStudy> Of(ComparisonRequest request, IReadOnlyList<string> names, IReadOnlyList<StudyCase> cases, IReadOnlyList<string> structures) =>
        [.. structures.Where(s => cases.Any(c => c.Models.Any(m => m.Probabilities.ContainsKey(s)))).Select(s => Of(s, request, names, cases))];

    static CalibrationStudy Of(string structure, ComparisonRequest request, IReadOnlyList<string> names, IReadOnlyList<StudyCase> cases)
    {
        int[] models = [.. Enumerable.Range(0, names.Count).Where(m => cases.Any(c => c.Models[m].Probabilities.ContainsKey(structure)))];
        string[] their = [.. models.Select(m => names[m])];
        ProbabilityCase?[][] rows = [.. cases.Select(c => models.Select(m => c.Models[m].Probabilities.GetValueOrDefault(structure)).ToArray())];
        StudyResult Compare(CalibrationMetric metric) =>
            ModelStudy.Compare(their, [.. rows.Select(r => r.Select(p => p is null ? double.NaN : metric.Of(p)).ToArray())], isHigherBetter: false, margin: null, request.Seed, request.Replicates, worst: 1);
        var (brier, error) = (Compare(Metrics[0]), Compare(Metrics[1]));
        ProbabilityCase[][] used = [.. rows.Where(r => r.All(p => p is { Voxels: > 0 })).Select(r => r.OfType<ProbabilityCase>().ToArray())];
        var convention = rows.SelectMany(r => r).OfType<ProbabilityCase>().OrderByDescending(p => p.Voxels).First().Reliability.Convention;
        return new(
            structure,
            convention,
            brier.CasesUsed,
            brier.CasesLeftOut,
            [.. models.Select((m, n) => new ModelCalibration(names[m], m, brier.Models[n].Mean, error.Models[n].Mean, ReliabilityDiagram.Pooled(used.Select(r => r[n].Reliability))))],
            [.. brier.Pairs.Select(p => (Metrics[0].Id, p)), .. error.Pairs.Select(p => (Metrics[1].Id, p))]);
    }
}
