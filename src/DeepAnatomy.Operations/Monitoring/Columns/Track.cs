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
    public Piece[] Snapshot() => [.. kept, .. live.Snapshot()];

    /// <summary>The points that are in no file yet.</summary>
    public Piece[] Live() => live.Snapshot();

    /// <summary>Adds a piece that was read from a file: in the place of the points that are in no file, or when the store is opened.</summary>
    /// <param name="piece">The points.</param>
    /// <param name="parts">Where parts begin, of the whole track up to the end of the piece.</param>
    public void Add(Piece piece, IEnumerable<TrackPart> parts)
    {
        kept.Add(piece);
        keptCount += piece.Count;
        live = new();
        lastStep = piece.Step(piece.Count - 1);
        Parts.Clear();
        Parts.AddRange(parts);
    }

    /// <summary>Puts one piece in the place of some that hold the same points.</summary>
    public void Replace(IReadOnlyCollection<Piece> pieces, Piece by)
    {
        var at = kept.IndexOf(pieces.First());
        kept.RemoveRange(at, pieces.Count);
        kept.Insert(at, by);
    }
}
