using DeepAnatomy.Operations.Monitoring.Columns;
using DeepAnatomy.Operations.Monitoring.Journal;

namespace DeepAnatomy.Operations.Monitoring.Segments;

/// <summary>The end of a segment file: what it holds, and everything that was known of the run when it was written.</summary>
static class SegmentFooter
{
    public static void Write(ByteBuffer buffer, SegmentState state, IReadOnlyCollection<SegmentTrack> tracks)
    {
        buffer.Int32(state.Names.Count);
        foreach (var name in state.Names)
        {
            buffer.Text(name);
        }

        buffer.Int32(state.Sessions.Count);
        foreach (var session in state.Sessions)
        {
            WriteSession(buffer, session);
        }

        buffer.Int32(state.Events.Count);
        foreach (var one in state.Events)
        {
            WriteEvent(buffer, one);
        }

        buffer.Int32(tracks.Count);
        foreach (var track in tracks)
        {
            WriteTrack(buffer, track);
        }
    }

    public static (SegmentState State, SegmentTrack[] Tracks) Read(ReadOnlySpan<byte> footer)
    {
        var reader = new ByteReader(footer);
        var names = new string[reader.Int32()];
        for (var n = 0; n < names.Length; n++)
        {
            names[n] = reader.Text();
        }

        var sessions = new SessionLog[reader.Int32()];
        for (var n = 0; n < sessions.Length; n++)
        {
            sessions[n] = ReadSession(ref reader);
        }

        var events = new RunEvent[reader.Int32()];
        for (var n = 0; n < events.Length; n++)
        {
            events[n] = ReadEvent(ref reader);
        }

        var tracks = new SegmentTrack[reader.Int32()];
        for (var n = 0; n < tracks.Length; n++)
        {
            tracks[n] = ReadTrack(ref reader);
        }

        return (new(names, sessions, events), tracks);
    }

    static void WriteSession(ByteBuffer buffer, SessionLog session)
    {
        buffer.Int32(session.Number);
        buffer.Int64(session.Acknowledged);
        buffer.Int64(session.SourceOffset);
        buffer.Int64(session.LastStep);
        buffer.Int64(session.Started);
        buffer.Int64(session.LastHeard);
        buffer.Text(session.State);
        buffer.Text(session.Reason);
        buffer.Text(session.Host);
        buffer.Int64(session.Iterations);
        buffer.Int64(session.BatchSize);
        buffer.Int32(session.Cuts.Count);
        foreach (var cut in session.Cuts)
        {
            buffer.Int64(cut);
        }
    }

    static SessionLog ReadSession(ref ByteReader reader)
    {
        var session = new SessionLog(reader.Int32())
        {
            Acknowledged = reader.Int64(),
            SourceOffset = reader.Int64(),
            LastStep = reader.Int64(),
            Started = reader.Int64(),
            LastHeard = reader.Int64(),
            State = reader.Text(),
            Reason = reader.Text(),
            Host = reader.Text(),
            Iterations = reader.Int64(),
            BatchSize = reader.Int64(),
        };
        session.Cuts.Clear();
        for (var left = reader.Int32(); left > 0; left--)
        {
            session.Cuts.Add(reader.Int64());
        }

        return session;
    }

    static void WriteEvent(ByteBuffer buffer, RunEvent one)
    {
        buffer.Int32(one.Session);
        buffer.Int64(one.Seq);
        buffer.Text(one.Kind);
        buffer.Int64(one.Time.UtcTicks);
        buffer.Int64(one.Step ?? -1);
        buffer.Block(one.Json.Span);
    }

    static RunEvent ReadEvent(ref ByteReader reader)
    {
        var (session, seq, kind, time, step) = (reader.Int32(), reader.Int64(), reader.Text(), reader.Int64(), reader.Int64());
        return new(session, seq, kind, new(time, TimeSpan.Zero), step < 0 ? null : step, reader.Block().ToArray());
    }

    static void WriteTrack(ByteBuffer buffer, SegmentTrack track)
    {
        buffer.Int32(track.Session);
        buffer.Int32(track.Name);
        buffer.Int32(track.Count);
        buffer.Int64(track.FirstStep);
        buffer.Int64(track.Stride);
        buffer.Int64(track.Steps);
        buffer.Int64(track.Times);
        buffer.Int64(track.Values);
        buffer.Int64(track.Blocks);
        buffer.Byte(track.HasSortedTimes ? (byte)1 : (byte)0);
        buffer.Int32((int)track.Sum);
        buffer.Int32(track.Parts.Length);
        foreach (var part in track.Parts)
        {
            buffer.Int64(part.Start);
            buffer.Int32(part.Part);
            buffer.Int64(part.FirstStep);
        }
    }

    static SegmentTrack ReadTrack(ref ByteReader reader)
    {
        var track = new SegmentTrack(
            reader.Int32(), reader.Int32(), reader.Int32(), reader.Int64(), reader.Int64(), reader.Int64(), reader.Int64(), reader.Int64(), reader.Int64(), reader.Byte() != 0, (uint)reader.Int32(), []);
        var parts = new TrackPart[reader.Int32()];
        for (var n = 0; n < parts.Length; n++)
        {
            parts[n] = new(reader.Int64(), reader.Int32(), reader.Int64());
        }

        return track with { Parts = parts };
    }
}
