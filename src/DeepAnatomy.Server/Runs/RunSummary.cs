using System.Collections.Immutable;

namespace DeepAnatomy.Server.Runs;

/// <summary>What the list shows of the curves of a run; made from them, kept beside the run so that the list need not open them.</summary>
sealed record RunSummary
{
    public long Step { get; init; }

    public long Iterations { get; init; }

    public double? Epoch { get; init; }

    public double ActiveSeconds { get; init; }

    public double? SecondsPerStep { get; init; }

    public MetricSummary? Metric { get; init; }

    public double? Loss { get; init; }

    public ImmutableArray<double?> Sparkline { get; init; } = [];

    public ImmutableArray<FindingChip> Findings { get; init; } = [];

    public static RunSummary Empty { get; } = new();
}
