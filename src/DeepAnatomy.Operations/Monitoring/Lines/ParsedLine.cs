namespace DeepAnatomy.Operations.Monitoring.Lines;

/// <summary>One line of the protocol; used again for the next.</summary>
sealed class ParsedLine
{
    int[] ids = new int[64];
    double[] values = new double[64];

    public long Seq { get; set; }

    public int Session { get; set; }

    public string Kind { get; set; } = "";

    /// <summary>UTC ticks.</summary>
    public long Time { get; set; }

    public long Step { get; set; }

    public int Count { get; private set; }

    public bool IsPoints => Kind is "points" or "epoch";

    public ReadOnlySpan<int> Ids => ids.AsSpan(0, Count);

    public ReadOnlySpan<double> Values => values.AsSpan(0, Count);

    public void Clear()
    {
        (Seq, Session, Kind, Time, Step, Count) = (-1, -1, "", long.MinValue, -1, 0);
    }

    public void Add(int id, double value)
    {
        if (Count == ids.Length)
        {
            Array.Resize(ref ids, Count * 2);
            Array.Resize(ref values, Count * 2);
        }

        ids[Count] = id;
        values[Count++] = value;
    }
}
