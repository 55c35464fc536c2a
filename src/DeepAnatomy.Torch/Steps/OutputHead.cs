using System.Collections.Immutable;
using DeepAnatomy.Torch.Losses;
using DeepAnatomy.Torch.Metrics;

namespace DeepAnatomy.Torch.Steps;

/// <summary>What is measured at one output.</summary>
/// <param name="Loss">Its loss, or null.</param>
/// <param name="Weight">Weight of the loss.</param>
/// <param name="Metrics">Metrics that sample weights do not touch.</param>
/// <param name="WeightedMetrics">Metrics that use sample weights.</param>
sealed record OutputHead(Loss? Loss, double Weight, ImmutableArray<Metric> Metrics, ImmutableArray<Metric> WeightedMetrics);
