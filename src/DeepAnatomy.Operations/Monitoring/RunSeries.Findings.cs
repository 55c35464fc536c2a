using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring.Diagnosis;

namespace DeepAnatomy.Operations.Monitoring;

// What rules say of a run.
public sealed partial class RunSeries
{
    readonly Lock diagnosing = new();
    readonly SeriesReader reader = new();

    /// <summary>What the rules find in the points that are there; each point is looked at once, also over many calls.</summary>
    /// <param name="now">The time, by which a stalled run is known; null to leave that out.</param>
    /// <returns>In the order they were first found, those that hold no more too.</returns>
    public ImmutableArray<Finding> Findings(DateTimeOffset? now = null)
    {
        lock (diagnosing)
        {
            List<SessionView> sessions;
            bool isRunning;
            lock (state)
            {
                sessions = SessionView.All(run);
                isRunning = run.Sessions.LastOrDefault()?.State == "running";
            }

            reader.Read(sessions);
            GC.KeepAlive(sessions);
            return now is { } time ? reader.Diagnosis.FindingsAt(time.UtcTicks, isRunning) : reader.Diagnosis.Findings;
        }
    }
}
