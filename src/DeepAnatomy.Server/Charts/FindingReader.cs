using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Diagnosis;

namespace DeepAnatomy.Server.Charts;

/// <summary>Asks the diagnosis of a run.</summary>
static class FindingReader
{
    /// <param name="series">The curves.</param>
    /// <param name="isUnderWay">Whether somebody works on the run; only then can it stall.</param>
    /// <param name="clock">Tells the time.</param>
    public static ImmutableArray<Finding> Of(RunSeries series, bool isUnderWay, TimeProvider clock) => series.Findings(isUnderWay ? clock.GetUtcNow() : null);
}
