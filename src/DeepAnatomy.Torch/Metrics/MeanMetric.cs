using System.Collections.Immutable;
using DeepAnatomy.Torch.Losses;
using TorchSharp;

namespace DeepAnatomy.Torch.Metrics;

/// <summary>The weighted mean of a number that each sample has: accuracies and what losses measure.</summary>
/// <param name="name">Name under which it is reported.</param>
/// <param name="function">The number of each sample or pixel.</param>
/// <param name="finish">What is done with the mean.</param>
sealed class MeanMetric(string name, LossFunction function, Func<double, double>? finish = null) : Metric(name)
{
    double total;
    double count;

    public override ImmutableArray<double> Result => [finish is null ? Ratio(total, count) : finish(Ratio(total, count))];

    public override void Reset() => (total, count) = (0, 0);

    private protected override void Add(torch.Tensor target, torch.Tensor prediction, torch.Tensor? weights)
    {
        var (values, mask) = function(target, prediction);
        var factor = weights is null ? mask?.to_type(values.dtype) : Ranks.Weights(weights.to_type(values.dtype), values);
        if (weights is not null && mask is not null)
        {
            factor = factor! * mask.to_type(values.dtype);
        }

        // A sample counts once however many pixels it has.
        var pixels = values.dim() == 0 ? 1 : (double)values.numel() / values.shape[0];
        if (factor is null)
        {
            total += Sum(values) / pixels;
            count += values.numel() / pixels;
        }
        else
        {
            total += Sum(values * factor) / pixels;
            count += Sum(factor.expand_as(values)) / pixels;
        }
    }

    static double Sum(torch.Tensor values) => values.sum(torch.ScalarType.Float64).ToDouble();
}
