using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>Reads the series of a run in order of sessions and steps, from where it stopped, and gives them to the rules.</summary>
sealed class SeriesReader
{
    readonly StepReading reading = new();
    readonly Dictionary<(int Session, int Name), long> done = [];
    int session;
    int part;

    public RunDiagnosis Diagnosis { get; private set; } = new();

    /// <summary>Takes what is new.</summary>
    public void Read(IReadOnlyList<SessionView> sessions)
    {
        // Lines of a session that arrive after a later one began change what the later one was compared with.
        if (sessions.Any(one => one.Session.Number < session && one.Tracks.Any(track => track.Count > Done(one, track))))
        {
            (Diagnosis, session, part) = (new(), 0, 0);
            done.Clear();
        }

        foreach (var one in sessions.Where(one => one.Session.Number >= session))
        {
            if (one.Session.Number > session)
            {
                Diagnosis.Begin(one.Session);
                (session, part) = (one.Session.Number, 0);
            }

            ReadParts(one);
        }
    }

    void ReadParts(SessionView one)
    {
        ReadPart(one);
        while (part + 1 < one.Cuts.Count)
        {
            part++;
            Diagnosis.Rewind(one.Cuts[part]);
            ReadPart(one);
        }
    }

    void ReadPart(SessionView one)
    {
        var cursors = one.Tracks.Select(track => new SeriesCursor(track, Done(one, track), track.EndOf(part))).Where(cursor => !cursor.IsAtEnd).ToArray();
        while (true)
        {
            var step = long.MaxValue;
            foreach (var cursor in cursors)
            {
                step = Math.Min(step, cursor.Step);
            }

            if (step == long.MaxValue)
            {
                break;
            }

            reading.Begin(step);
            foreach (var cursor in cursors)
            {
                while (cursor.Step == step)
                {
                    reading.Add(cursor.Quantity, cursor.Part, cursor.Time, cursor.Value);
                    cursor.Next();
                }
            }

            Diagnosis.Add(reading);
        }

        foreach (var cursor in cursors)
        {
            done[(one.Session.Number, cursor.Name)] = cursor.At;
        }
    }

    long Done(SessionView one, TrackView track) => done.GetValueOrDefault((one.Session.Number, track.Name));
}
