using DeepAnatomy.Cli.Comparisons;
using DeepAnatomy.Evaluation.Calibration;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Evaluation.Studies;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>What the cases of an evaluation say together: statistics over cases, pooled reliability, curves along the body.</summary>
static class EvaluationStudy
{
    const ulong Seed = 1;

    public static IReadOnlyList<string> Structures(EvaluationReport report) => [.. report.Measured.SelectMany(c => c.Labels).OrderBy(l => l.Values[0]).Select(l => l.Name).Distinct()];

    /// <summary>One metric of one structure over all measured cases, with intervals.</summary>
    public static ComparedMetric Metric(EvaluationReport report, string structure, StudyMetric metric)
    {
        double[][] values = [.. report.Measured.Select(c => c.Labels.First(l => l.Name == structure)).Select(l => new[] { l.State == LabelState.AbsentInBoth ? double.NaN : metric.Of(l) })];
        return new(structure, metric, values, ModelStudy.Compare(["prediction"], values, metric.IsHigherBetter, seed: Seed, replicates: 2000));
    }

    /// <summary>Muscle figures of all cases that have them.</summary>
    public static IReadOnlyList<MuscleAgreement> Muscle(EvaluationReport report)
    {
        var found = report.Measured.Select(c => c.Muscle).OfType<DeepAnatomy.Evaluation.Muscle.MuscleComparison>().ToArray();
        var dense = found.Where(f => f.SmraErrorHu is not null).ToArray();
        return found.Length == 0 ? [] :
        [
            MuscleAgreement.Of("prediction", "SMA", "cm²", [.. found.Select(f => f.Reference.SmaCm2)], [.. found.Select(f => f.Prediction.SmaCm2)]),
            MuscleAgreement.Of("prediction", "SMRA", "HU", [.. dense.Select(f => f.Reference.SmraHu!.Value)], [.. dense.Select(f => f.Prediction.SmraHu!.Value)]),
        ];
    }

    /// <summary>Bins of all cases together; null where a structure has no probabilities.</summary>
    public static IReadOnlyList<ReliabilityBin>? Reliability(EvaluationReport report, string structure)
    {
        var bins = ReliabilityDiagram.Pooled(report.Measured.Where(c => c.Probabilities.ContainsKey(structure)).Select(c => c.Probabilities[structure].Reliability));
        return bins.Length == 0 ? null : bins;
    }

    /// <summary>Dice along the structure, one curve per case.</summary>
    public static IReadOnlyList<(double Position, double Dice)[]> Curves(EvaluationReport report, string structure) =>
        [.. report.Measured.Where(c => c.Details.ContainsKey(structure)).Select(c => StudyReading.Positions(c.Details[structure].Slices).ToArray()).Where(c => c.Length > 1)];

    /// <summary>The structures and cases that did worst, worst first; at most one of a structure in a pair, of a case in a study.</summary>
    public static IReadOnlyList<(EvaluatedCase Case, LabelResult Label)> Worst(EvaluationReport report, int most = 8)
    {
        var all = report.Measured.SelectMany(c => c.Labels, (c, l) => (Case: c, Label: l)).Where(x => x.Label.Dice < 1).OrderBy(x => x.Label.Dice);
        return [.. (report.IsPair ? all : all.DistinctBy(x => x.Case.Name).AsEnumerable()).Take(most)];
    }
}
