namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>Points that are still appended to. Arrays are replaced when they grow and never written where a snapshot sees them.</summary>
/// <param name="expected">How many will probably come; memory for them is taken with the first one.</param>
sealed class HeapColumns(int expected = 0)
{
    const int Least = 16;
    long[] steps = [];
    long[] times = [];
    double[] values = [];

    public int Count { get; private set; }

    public bool HasSortedTimes { get; private set; } = true;

    public long LastStep => steps[Count - 1];

    public void Append(long step, long time, double value)
    {
        if (Count == steps.Length)
        {
            var length = Math.Max(Math.Max(Least, expected), Count * 2);
            Array.Resize(ref steps, length);
            Array.Resize(ref times, length);
            Array.Resize(ref values, length);
        }

        HasSortedTimes &= Count == 0 || times[Count - 1] <= time;
        steps[Count] = step;
        times[Count] = time;
        values[Count++] = value;
    }

    public HeapPiece Snapshot() => new(steps, times, values, Count, HasSortedTimes);
}
