using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Segments;

/// <summary>Everything of a run but its points.</summary>
/// <param name="Names">Names of series by number.</param>
/// <param name="Sessions">Sessions by rising number.</param>
/// <param name="Events">Lines that are no points.</param>
sealed record SegmentState(IReadOnlyList<string> Names, IReadOnlyList<SessionLog> Sessions, IReadOnlyList<RunEvent> Events)
{
    public static SegmentState Of(RunState run) => new([.. Enumerable.Range(0, run.KeptNames).Select(id => run.Names[id])], [.. run.Sessions], [.. run.Events]);
}
