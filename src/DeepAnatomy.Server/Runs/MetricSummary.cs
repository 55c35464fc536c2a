namespace DeepAnatomy.Server.Runs;

/// <summary>The number a run is judged by.</summary>
/// <param name="Name">Series.</param>
/// <param name="Last">Last value; null when it is not finite.</param>
/// <param name="Best">Best value; null without one.</param>
/// <param name="BestStep">Step of the best value.</param>
sealed record MetricSummary(string Name, double? Last, double? Best, long? BestStep);
