using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Losses;
using TorchSharp;

namespace DeepAnatomy.Torch.Metrics;

/// <summary>What follows from the counts at some thresholds: precision, recall and the counts themselves.</summary>
sealed class ThresholdMetric : Metric
{
    // Stands for "not among the first k"; below every threshold.
    const double Excluded = -1e10;

    readonly Func<ConfusionCounts, int, double> measure;
    readonly ConfusionCounts counts;
    readonly int? top;
    readonly int? onlyClass;

    public ThresholdMetric(string name, ObjectSettings settings, Func<ConfusionCounts, int, double> measure)
        : base(name)
    {
        this.measure = measure;
        top = settings.OptionalInteger("top_k");
        onlyClass = settings.OptionalInteger("class_id");
        var thresholds = settings.Numbers("thresholds") ?? [top is null ? 0.5 : Excluded];
        counts = new([.. thresholds], false);
    }

    public override ImmutableArray<double> Result => [.. Enumerable.Range(0, counts.Count).Select(index => measure(counts, index))];

    public override void Reset() => counts.Reset();

    private protected override void Add(torch.Tensor target, torch.Tensor prediction, torch.Tensor? weights)
    {
        (target, prediction) = Ranks.Match(target, prediction);
        var weight = weights is null ? null : Ranks.Weights(weights, prediction).expand_as(prediction);
        if (top is { } k)
        {
            var places = prediction.topk(k, -1).indexes;
            prediction = torch.full_like(prediction, Excluded).scatter(-1, places, prediction.gather(-1, places));
        }

        if (onlyClass is { } index)
        {
            (target, prediction, weight) = (target.select(-1, index), prediction.select(-1, index), weight?.select(-1, index));
        }

        counts.Add(target, prediction, weight);
    }

    public static double Precision(ConfusionCounts counts, int index) => Ratio(counts.TruePositives[index], counts.TruePositives[index] + counts.FalsePositives[index]);

    public static double Recall(ConfusionCounts counts, int index) => Ratio(counts.TruePositives[index], counts.Positives);
}
