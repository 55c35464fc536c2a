namespace DeepAnatomy.Server.Runs;

/// <summary>A run in the list.</summary>
record RunRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required RunState State { get; init; }

    public required string Reason { get; init; }

    public required RunSource Source { get; init; }

    public required string Owner { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset? Started { get; init; }

    public required DateTimeOffset? Ended { get; init; }

    public required long Step { get; init; }

    public required long Iterations { get; init; }

    public required double? Epoch { get; init; }

    public required double ActiveSeconds { get; init; }

    public required double? EtaSeconds { get; init; }

    public required MetricSummary? Metric { get; init; }

    public required double? Loss { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyList<FindingChip> Findings { get; init; }

    public required IReadOnlyList<double?> Sparkline { get; init; }
}
