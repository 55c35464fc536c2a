namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>Points that are still appended to, part by part. A part is never written where a snapshot sees it.</summary>
sealed class HeapColumns
{
    /// <summary>Points of a full part. Its columns stay below what the collector keeps apart as large and takes back late.</summary>
    public const int PartLength = 8192;
    const int Least = 16;
    readonly List<HeapPiece> full = [];
    long[] steps = [];
    long[] times = [];
    double[] values = [];
    int filled;
    bool hasSortedTimes = true;

    public int Count { get; private set; }

    public void Append(long step, long time, double value)
    {
        if (filled == steps.Length)
        {
            MakeRoom();
        }

        hasSortedTimes &= filled == 0 || times[filled - 1] <= time;
        steps[filled] = step;
        times[filled] = time;
        values[filled++] = value;
        Count++;
    }

    /// <summary>The points of now, in order; none when there is no point.</summary>
    public Piece[] Snapshot() => filled == 0 ? [] : [.. full, Open()];

    HeapPiece Open() => new(steps, times, values, filled, hasSortedTimes);

    void MakeRoom()
    {
        if (filled < PartLength)
        {
            var length = Math.Max(Least, 2 * filled);
            Array.Resize(ref steps, length);
            Array.Resize(ref times, length);
            Array.Resize(ref values, length);
            return;
        }

        full.Add(Open());
        (steps, times, values) = (new long[PartLength], new long[PartLength], new double[PartLength]);
        (filled, hasSortedTimes) = (0, true);
    }
}
