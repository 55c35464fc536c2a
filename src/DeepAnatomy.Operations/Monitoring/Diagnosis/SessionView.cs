using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>A session as it was when it was taken.</summary>
/// <param name="Session">What rules see of it.</param>
/// <param name="Cuts">Start step, then the step of every rollback.</param>
/// <param name="Tracks">The series that rules look at.</param>
sealed record SessionView(SessionReading Session, IReadOnlyList<long> Cuts, IReadOnlyList<TrackView> Tracks)
{
    /// <summary>Takes all sessions of a run.</summary>
    public static List<SessionView> All(RunState run)
    {
        List<(int Name, Quantity Quantity, string Part)> names = [];
        for (var name = 0; name < run.KeptNames; name++)
        {
            if (Quantities.Of(run.Names[name]) is { } known)
            {
                names.Add((name, known.Quantity, known.Part));
            }
        }

        return [.. run.Sessions.Select(session => new SessionView(new(session.Number, session.Cuts[0], session.Started, session.Iterations), [.. session.Cuts], [.. TracksOf(run, session.Number, names)]))];
    }

    static IEnumerable<TrackView> TracksOf(RunState run, int session, List<(int Name, Quantity Quantity, string Part)> names)
    {
        foreach (var (name, quantity, part) in names)
        {
            foreach (var track in run.Tracks(name).Where(track => track.Session == session))
            {
                yield return new(name, quantity, part, track.Snapshot(), track.Count, [.. track.Parts]);
            }
        }
    }
}
