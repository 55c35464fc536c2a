using System.Text;
using DeepAnatomy.Operations.Monitoring.Journal;
using DeepAnatomy.Operations.Monitoring.Lines;

namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>Everything that was kept of a run. Changes only by blocks of the journal, so that reading the journal again gives the same.</summary>
sealed class RunState
{
    readonly SortedDictionary<int, SessionLog> sessions = [];
    readonly List<List<Track>> tracks = [];
    readonly List<RunEvent> events = [];
    Track?[] current = [];
    SessionLog? writing;

    public SeriesNames Names { get; } = new();

    /// <summary>Names that are in the journal or a segment.</summary>
    public int KeptNames { get; private set; }

    /// <summary>Points that are only in the journal.</summary>
    public long LivePoints { get; private set; }

    public IReadOnlyCollection<SessionLog> Sessions => sessions.Values;

    public IReadOnlyList<RunEvent> Events => events;

    /// <summary>Tracks of a name, by rising session.</summary>
    public IReadOnlyList<Track> Tracks(int id) => id < tracks.Count ? tracks[id] : [];

    public SessionLog? FindSession(int number) => sessions.GetValueOrDefault(number);

    public void Apply(ReadOnlySpan<byte> block)
    {
        var rows = new ByteReader(block);
        while (!rows.IsAtEnd)
        {
            switch (rows.Byte())
            {
                case Rows.Name:
                    RestoreName(rows.Text());
                    break;
                case Rows.Points:
                    ApplyPoints(ref rows);
                    break;
                case Rows.Event:
                    ApplyEvent(ref rows);
                    break;
                case Rows.SourceOffset:
                    SessionOf(rows.Int32()).SourceOffset = rows.Int64();
                    break;
                default:
                    throw new InvalidDataException("A block holds a row of a kind that this version does not know.");
            }
        }
    }

    public void RestoreName(string name)
    {
        Names.Add(name);
        KeptNames++;
    }

    /// <summary>Takes over what a segment knows of the run; before anything else.</summary>
    public void Restore(IEnumerable<string> names, IEnumerable<SessionLog> logs, IEnumerable<RunEvent> lines)
    {
        foreach (var name in names)
        {
            RestoreName(name);
        }

        foreach (var session in logs)
        {
            sessions[session.Number] = session;
        }

        events.AddRange(lines);
    }

    /// <summary>All tracks that have points, with the number of their name.</summary>
    public IEnumerable<(int Name, Track Track)> AllTracks() => tracks.SelectMany((all, name) => all.Select(track => (name, track)));

    /// <summary>The track of a name in a session, made where there is none.</summary>
    public Track TrackOf(int session, int id)
    {
        while (tracks.Count <= id)
        {
            tracks.Add([]);
        }

        var all = tracks[id];
        var at = all.FindLastIndex(track => track.Session <= session);
        if (at >= 0 && all[at].Session == session)
        {
            return all[at];
        }

        var track = new Track(session);
        all.Insert(at + 1, track);
        return track;
    }

    /// <summary>After what was only in the journal has gone into a segment.</summary>
    public void ForgetLive() => LivePoints = 0;

    SessionLog SessionOf(int number)
    {
        if (writing?.Number != number)
        {
            if (!sessions.TryGetValue(number, out var session))
            {
                sessions[number] = session = new(number);
            }

            writing = session;
            current = [];
        }

        return writing!;
    }

    void ApplyPoints(ref ByteReader rows)
    {
        var session = SessionOf(rows.Int32());
        session.Acknowledged = rows.Int64();
        var time = rows.Int64();
        var step = rows.Int64();
        var count = rows.Int32();
        session.Hear(time);
        session.LastStep = Math.Max(session.LastStep, step);
        LivePoints += count;
        for (var n = 0; n < count; n++)
        {
            CurrentTrack(session.Number, rows.Int32()).Append(session.Part, step, time, rows.Double());
        }
    }

    Track CurrentTrack(int session, int id)
    {
        if (id >= current.Length)
        {
            Array.Resize(ref current, Math.Max(id + 1, Names.Count));
        }

        return current[id] ??= TrackOf(session, id);
    }

    void ApplyEvent(ref ByteReader rows)
    {
        var session = SessionOf(rows.Int32());
        session.Acknowledged = rows.Int64();
        var time = rows.Int64();
        var step = rows.Int64();
        var kind = Encoding.UTF8.GetString(rows.Block());
        var json = rows.Block().ToArray();
        session.Hear(time);
        SessionEvents.Apply(session, kind, step, json);
        events.Add(new(session.Number, session.Acknowledged, kind, new(time, TimeSpan.Zero), step < 0 ? null : step, json));
    }
}
