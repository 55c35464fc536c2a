namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>Makes lines of a series' parts.</summary>
static class SeriesLines
{
    /// <summary>The points that count, as one line, then what is superseded, part by part.</summary>
    public static List<Line> Effective(List<CutPart> parts)
    {
        List<Slice> effective = [];
        List<Line> superseded = [];
        foreach (var part in parts)
        {
            Split(part, effective, superseded);
        }

        List<Line> lines = effective.Count == 0 ? [] : [new([.. effective], effective[^1].Session, false)];
        lines.AddRange(superseded);
        return lines;
    }

    /// <summary>One line for every session with what it alone says, then what its own rollbacks superseded.</summary>
    /// <param name="tracks">Of one series.</param>
    /// <param name="sessions">Of the run.</param>
    /// <param name="chosen">Which sessions; null for all.</param>
    public static List<Line> OfSessions(IReadOnlyList<Track> tracks, IReadOnlyList<SessionLog> sessions, IReadOnlySet<int>? chosen)
    {
        List<Line> lines = [];
        foreach (var track in tracks.Where(track => chosen is null || chosen.Contains(track.Session)))
        {
            lines.AddRange(Effective(LineCutting.Cut([track], [.. sessions.Where(session => session.Number == track.Session)])));
        }

        return lines;
    }

    static void Split(CutPart part, List<Slice> effective, List<Line> superseded)
    {
        List<Slice> rest = [];
        long offset = 0;
        foreach (var piece in part.Track.Snapshot())
        {
            var from = (int)Math.Clamp(part.Start - offset, 0, piece.Count);
            var to = (int)Math.Clamp(part.End - offset, 0, piece.Count);
            offset += piece.Count;
            if (from == to)
            {
                continue;
            }

            var cut = FirstBeyond(piece, from, to, part.Limit);
            if (cut > from)
            {
                effective.Add(new(piece, from, cut - from, part.Track.Session));
            }

            if (cut < to)
            {
                rest.Add(new(piece, cut, to - cut, part.Track.Session));
            }
        }

        if (rest.Count > 0)
        {
            superseded.Add(new([.. rest], part.Track.Session, true));
        }
    }

    static int FirstBeyond(Piece piece, int from, int to, long limit)
    {
        if (piece.Step(to - 1) <= limit)
        {
            return to;
        }

        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = piece.Step(middle) <= limit ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
