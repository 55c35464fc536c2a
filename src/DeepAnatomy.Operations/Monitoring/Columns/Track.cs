namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>All points of one series in one session.</summary>
/// <param name="session">Number of the session.</param>
sealed class Track(int session)
{
    readonly List<Piece> kept = [];
    HeapColumns live = new();
    long keptCount;
    long lastStep = -1;

    public int Session => session;

    public long Count => keptCount + live.Count;

    public int LiveCount => live.Count;

    /// <summary>Where the parts begin that a rollback, or a step that goes back, separates.</summary>
    public List<TrackPart> Parts { get; } = [];

    /// <param name="part">Number of the session's part, from 0; one more after every rollback.</param>
    /// <param name="step">Of the point.</param>
    /// <param name="time">UTC ticks.</param>
    /// <param name="value">Any number.</param>
    public void Append(int part, long step, long time, double value)
    {
        if (Parts.Count == 0 || Parts[^1].Part != part || step < lastStep)
        {
            Parts.Add(new(Count, part, step));
        }

        lastStep = step;
        live.Append(step, time, value);
    }

    /// <summary>The pieces of now, in order.</summary>
    public Piece[] Snapshot() => live.Count == 0 ? [.. kept] : [.. kept, live.Snapshot()];

    /// <summary>Puts pieces in the place of all there are.</summary>
    /// <param name="pieces">Together the same points.</param>
    public void Replace(IEnumerable<Piece> pieces)
    {
        kept.Clear();
        kept.AddRange(pieces);
        keptCount = kept.Sum(piece => (long)piece.Count);
        live = new();
    }

    /// <summary>Adds a piece that was read from a file, before anything is appended.</summary>
    public void Restore(Piece piece)
    {
        kept.Add(piece);
        keptCount += piece.Count;
        lastStep = piece.Step(piece.Count - 1);
    }
}
