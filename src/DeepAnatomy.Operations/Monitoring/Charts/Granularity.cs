namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>What one point of a curve stands for.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Steps">For <see cref="GranularityKind.Steps"/>: how many, at least 1.</param>
public readonly record struct Granularity(GranularityKind Kind, long Steps = 1);
