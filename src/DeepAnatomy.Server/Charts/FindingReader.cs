using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Diagnosis;

namespace DeepAnatomy.Server.Charts;

/// <summary>Asks the diagnosis of a run.</summary>
static class FindingReader
{
    public static ImmutableArray<Finding> Of(RunSeries series, DateTimeOffset now) => [];
}
