namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>
/// Says which points of a series count. A session replaces what earlier ones have beyond its start step, a rollback what the session has beyond the step it went to;
/// so every part keeps its points up to a limit, and the rest is superseded.
/// </summary>
static class LineCutting
{
    /// <param name="tracks">Of one series, by rising session.</param>
    /// <param name="sessions">All sessions of the run, by rising number, also those without a point of the series.</param>
    /// <returns>In order of time.</returns>
    public static List<CutPart> Cut(IReadOnlyList<Track> tracks, IReadOnlyList<SessionLog> sessions)
    {
        List<CutPart> parts = [];
        var limit = long.MaxValue;
        var next = tracks.Count - 1;
        for (var s = sessions.Count - 1; s >= 0; s--)
        {
            var session = sessions[s];
            var track = next >= 0 && tracks[next].Session == session.Number ? tracks[next--] : null;
            var p = (track?.Parts.Count ?? 0) - 1;
            for (var part = session.Part; part >= 0; part--)
            {
                for (; p >= 0 && track!.Parts[p].Part == part; p--)
                {
                    var end = p + 1 < track.Parts.Count ? track.Parts[p + 1].Start : track.Count;
                    parts.Add(new(track, track.Parts[p].Start, end, limit));
                    limit = Math.Min(limit, track.Parts[p].FirstStep - 1);
                }

                limit = Math.Min(limit, session.Cuts[part]);
            }
        }

        parts.Reverse();
        return parts;
    }
}
