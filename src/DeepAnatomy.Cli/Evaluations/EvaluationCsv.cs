using System.Globalization;
using System.Text;
using DeepAnatomy.Cli.Comparisons;
using DeepAnatomy.Evaluation.Cases;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>Every value of an evaluation in one line: case, structure, state, metric, value. Empty where a metric takes no part.</summary>
static class EvaluationCsv
{
    public static string Of(EvaluationReport report)
    {
        var text = new StringBuilder("case,structure,state,metric,value\n");
        foreach (var one in report.Measured)
        {
            foreach (var label in one.Labels)
            {
                foreach (var (metric, value) in Values(one, label))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{ComparisonCsv.Quoted(one.Name)},{ComparisonCsv.Quoted(label.Name)},{label.State},{metric},{(double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture))}\n");
                }
            }
        }

        return text.ToString();
    }

    static IEnumerable<(string Metric, double Value)> Values(EvaluatedCase one, LabelResult l)
    {
        (string, double)[] always =
        [
            ("dice", l.Dice), ("jaccard", l.Jaccard), ("sensitivity", l.Counts.Sensitivity), ("precision", l.Counts.Precision), ("specificity", l.Counts.Specificity),
            ("hdMm", l.HdMm), ("hd95Mm", l.Hd95Mm), ("assdMm", l.AssdMm), ("masdMm", l.MasdMm),
            .. l.Nsd.Select(n => (Metric: string.Create(CultureInfo.InvariantCulture, $"nsd@{n.ToleranceMm:0.0###}"), n.Value)),
            .. l.BoundaryIou.Select(n => (Metric: string.Create(CultureInfo.InvariantCulture, $"boundaryIou@{n.ToleranceMm:0.0###}"), n.Value)),
            ("volumePredictionMl", l.PredictedMl), ("volumeReferenceMl", l.ReferenceMl), ("volumeErrorMl", l.VolumeErrorMl), ("volumeErrorPercent", l.VolumeErrorPercent),
        ];
        (string, double)[] sparse = one.Sparse.TryGetValue(l.Name, out var s) ? [("diceLow", s.DiceLow), ("diceHigh", s.DiceHigh), ("definedFraction", s.DefinedFraction), ("uncertainFraction", s.UncertainFraction)] : [];
        (string, double)[] probability = one.Probabilities.TryGetValue(l.Name, out var p) ? [("brier", p.Brier), ("ece", p.Reliability.ExpectedError), ("mce", p.Reliability.MaximumError), ("uncertaintyErrorAuroc", p.UncertaintyErrorAuroc), ("uncertaintyErrorOverlap", p.UncertaintyErrorOverlap)] : [];
        return [.. always, .. sparse, .. probability];
    }
}
