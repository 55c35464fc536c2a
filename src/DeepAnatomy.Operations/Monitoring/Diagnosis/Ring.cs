namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>The last values.</summary>
/// <param name="capacity">How many.</param>
sealed class Ring(int capacity)
{
    readonly double[] values = new double[capacity];
    readonly double[] sorted = new double[capacity];
    int next;

    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    /// <summary>Oldest first.</summary>
    public IEnumerable<double> Values
    {
        get
        {
            for (var n = 0; n < Count; n++)
            {
                yield return values[(next - Count + n + capacity) % capacity];
            }
        }
    }

    /// <summary>The value that the next one takes the place of; only when full.</summary>
    public double Oldest => values[next];

    public double Mean
    {
        get
        {
            double sum = 0;
            for (var n = 0; n < Count; n++)
            {
                sum += values[n];
            }

            return sum / Count;
        }
    }

    /// <summary>Median of the finite values; NaN without one.</summary>
    public double Median
    {
        get
        {
            values.AsSpan(0, Count).CopyTo(sorted);
            return Robust.MedianOf(sorted.AsSpan(0, Count));
        }
    }

    public void Add(double value)
    {
        values[next] = value;
        next = (next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    public void Clear() => (next, Count) = (0, 0);
}
