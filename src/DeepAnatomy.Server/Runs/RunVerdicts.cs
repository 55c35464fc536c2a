using DeepAnatomy.Operations.Jobs;
using DeepAnatomy.Operations.Monitoring;

namespace DeepAnatomy.Server.Runs;

/// <summary>Decides how a run stands, from what its lines, its process and people say.</summary>
sealed class RunVerdicts(RunRegistry registry, TimeProvider clock)
{
    /// <summary>New lines came.</summary>
    public async Task LinesCame(string id, RunSeries series)
    {
        var sessions = series.Sessions;
        if (sessions is not [.., var session])
        {
            return;
        }

        RunEntry Heard(RunEntry entry) => entry.Job is null
            ? sessions.Length > entry.SessionsBefore ? Told(entry, session) : entry
            // The end is told by the process: what it still writes would come too late otherwise.
            : entry.State == RunState.Starting && sessions.Length > entry.SessionsBefore && session.State.Length > 0 ? entry with { State = RunState.Running, Reason = "" } : entry;

        // Nearly every batch says nothing new about a run that trains, and need not wait for others who change runs.
        if (registry.Find(id) is { Entry: var entry } && (entry.State != RunState.Running || Heard(entry) != entry))
        {
            await registry.ChangeAsync(id, Heard);
        }
    }

    /// <summary>The process of a run is over, and all its lines were taken.</summary>
    public Task JobEnded(string id, JobStatus job, RunSeries series, string lastWords) => registry.ChangeAsync(id, entry =>
    {
        var session = series.Sessions.Length > entry.SessionsBefore ? series.Sessions[^1] : null;
        var (state, reason) = (session?.State, entry.Ending, job.ExitCode) switch
        {
            ("finished", _, _) => (RunState.Finished, session!.Reason),
            ("stopped", _, _) => (RunState.Stopped, session!.Reason),
            ("failed", _, _) => (RunState.Failed, session!.Reason),
            (_, { } who, _) when session is null => (RunState.Stopped, $"stopped by {who} before it trained"),
            (_, { } who, _) => (RunState.Stopped, $"stopped at once by {who}; it goes on from its last checkpoint"),
            (_, null, 0) => (RunState.Stopped, "stopped before it trained"),
            (_, null, null) => (RunState.Lost, "the process vanished without a word; it can go on from its last checkpoint"),
            (_, null, { } code) when code > 128 => (RunState.Lost, $"the process was killed by signal {code - 128}; it can go on from its last checkpoint"),
            _ => entry.State == RunState.Stopping && lastWords.Contains("stopped", StringComparison.Ordinal) ? (RunState.Stopped, "stopped before it trained") : (RunState.Failed, lastWords.Length > 0 ? lastWords : $"the process ended with exit code {job.ExitCode}"),
        };
        return entry with { State = state, Reason = reason, Job = null, Ending = null, Ended = clock.GetUtcNow(), SessionsBefore = series.Sessions.Length };
    });

    /// <summary>Nobody has heard of a run that no process of this server makes.</summary>
    public Task Silent(string id, string reason) => registry.ChangeAsync(id, entry => entry.Job is null && entry.IsUnderWay ? entry with { State = RunState.Lost, Reason = reason, Ended = clock.GetUtcNow() } : entry);

    static RunEntry Told(RunEntry entry, Session session)
    {
        var state = session.State switch
        {
            "stopped" => RunState.Stopped,
            "finished" => RunState.Finished,
            "failed" => RunState.Failed,
            "running" => entry.State == RunState.Stopping ? RunState.Stopping : RunState.Running,
            _ => RunState.Starting,
        };
        var isOver = state is RunState.Stopped or RunState.Finished or RunState.Failed;
        return entry with
        {
            State = state,
            Reason = session.Reason,
            Started = entry.Started ?? session.Started,
            Ended = isOver ? session.LastHeard : null,
        };
    }
}
