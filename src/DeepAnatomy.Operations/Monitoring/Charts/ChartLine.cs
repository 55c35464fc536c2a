namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>A series of a run that shall be drawn.</summary>
/// <param name="Run">The run's name in the answer.</param>
/// <param name="Store">The run's series.</param>
/// <param name="Series">Name of the series; one that the run does not have draws nothing.</param>
public sealed record ChartLine(string Run, RunSeries Store, string Series);
