namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>H16: three sessions began within an hour, and none of those before the last got an epoch further. Clears with the next epoch.</summary>
sealed class RestartLoopRule() : Rule("H16", 1)
{
    readonly List<(long Started, long StartStep, bool HasEpoch)> sessions = [];

    public override void OnSession(RunReading run)
    {
        sessions.Add((run.Session.Started, run.Session.StartStep, false));
        if (sessions.Count < 3)
        {
            return;
        }

        var late = sessions[^3..];
        if (late[2].Started - late[0].Started > TimeSpan.TicksPerHour || late[0].HasEpoch || late[1].HasEpoch)
        {
            return;
        }

        var inHour = sessions.Count(session => late[2].Started - session.Started <= TimeSpan.TicksPerHour);
        Raise(FindingSeverity.Warning, late[0].StartStep, late[2].StartStep, ["loss"], new(
            $"The run was started {inHour} times within an hour and did not get an epoch further.", "Look at why the sessions ended: memory, disk, or a case that cannot be read.",
            $"Der Lauf wurde {inHour}-mal in einer Stunde gestartet und kam keine Epoche weiter.", "Nachsehen, warum die Sitzungen endeten: Speicher, Platte oder ein Fall, der nicht lesbar ist."),
            ("sessions", inHour));
    }

    public override void OnEpoch(RunReading run)
    {
        if (sessions.Count > 0)
        {
            sessions[^1] = sessions[^1] with { HasEpoch = true };
        }

        Clear(run.Epochs.Last.Step);
    }
}
