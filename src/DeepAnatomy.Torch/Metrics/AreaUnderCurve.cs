using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Losses;
using TorchSharp;

namespace DeepAnatomy.Torch.Metrics;

/// <summary>Area under the ROC or precision-recall curve, approximated at thresholds; all labels together.</summary>
sealed class AreaUnderCurve : Metric
{
    const double Margin = 1e-7;

    readonly ConfusionCounts counts;
    readonly bool precisionRecall;
    readonly string summation;
    readonly bool fromLogits;

    public AreaUnderCurve(string name, ObjectSettings settings)
        : base(name)
    {
        precisionRecall = (settings.Text("curve") ?? "ROC").ToUpperInvariant() switch
        {
            "ROC" => false,
            "PR" => true,
            var other => throw new ArgumentException($"AUC: the curve '{other}' is not known; there are ROC and PR."),
        };
        summation = (settings.Text("summation_method") ?? "interpolation").ToLowerInvariant();
        if (summation is not ("interpolation" or "minoring" or "majoring"))
        {
            throw new ArgumentException($"AUC: the summation '{summation}' is not known; there are interpolation, minoring and majoring.");
        }

        fromLogits = settings.Flag("from_logits", false);
        if (settings.Flag("multi_label", false) || settings.Take("label_weights") is not null)
        {
            throw new ArgumentException("AUC with multi_label or label_weights is not supported; use one AUC for each label.");
        }

        settings.Ignore("num_labels");
        var number = settings.OptionalInteger("num_thresholds") ?? 200;
        var given = settings.Numbers("thresholds");
        double[] inner = given is { } own ? [.. own.Order()] : [.. Enumerable.Range(1, Math.Max(0, number - 2)).Select(index => index / (double)(number - 1))];
        counts = new([-Margin, .. inner, 1 + Margin], given is null || IsEven([0, .. inner, 1]));
    }

    public override ImmutableArray<double> Result => [precisionRecall && summation == "interpolation" ? Interpolated() : Riemann()];

    public override void Reset() => counts.Reset();

    private protected override void Add(torch.Tensor target, torch.Tensor prediction, torch.Tensor? weights)
    {
        (target, prediction) = Ranks.Match(target, prediction);
        counts.Add(target, fromLogits ? prediction.sigmoid() : prediction, weights is null ? null : Ranks.Weights(weights, prediction).expand_as(prediction));
    }

    double Riemann()
    {
        var area = 0.0;
        for (var index = 0; index + 1 < counts.Count; index++)
        {
            var (here, next) = (Point(index), Point(index + 1));
            var height = summation switch
            {
                "interpolation" => (here.Y + next.Y) / 2,
                "minoring" => Math.Min(here.Y, next.Y),
                _ => Math.Max(here.Y, next.Y),
            };
            area += (here.X - next.X) * height;
        }

        return area;
    }

    (double X, double Y) Point(int index)
    {
        var recall = ThresholdMetric.Recall(counts, index);
        return precisionRecall ? (recall, ThresholdMetric.Precision(counts, index)) : (Ratio(counts.FalsePositives[index], counts.Negatives), recall);
    }

    // Davis and Goadrich 2006: between thresholds the positives vary linearly, not the precision.
    double Interpolated()
    {
        var area = 0.0;
        for (var index = 0; index + 1 < counts.Count; index++)
        {
            var (right, found) = (counts.TruePositives[index], counts.TruePositives[index + 1]);
            var (claimed, claimedNext) = (right + counts.FalsePositives[index], found + counts.FalsePositives[index + 1]);
            var slope = Ratio(right - found, Math.Max(claimed - claimedNext, 0));
            var intercept = found - (slope * claimedNext);
            var logarithm = claimed > 0 && claimedNext > 0 ? Math.Log(claimed / claimedNext) : 0;
            area += Ratio(slope * (right - found + (intercept * logarithm)), counts.Positives);
        }

        return area;
    }

    static bool IsEven(double[] thresholds)
    {
        for (var index = 0; index < thresholds.Length; index++)
        {
            var even = (double)((float)index / (thresholds.Length - 1));
            if (Math.Abs(thresholds[index] - even) > Margin + (1e-5 * even))
            {
                return false;
            }
        }

        return thresholds.Length >= 3;
    }
}
