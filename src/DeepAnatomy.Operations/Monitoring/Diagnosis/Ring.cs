namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>The last values.</summary>
/// <param name="capacity">How many.</param>
sealed class Ring(int capacity)
{
    readonly double[] values = new double[capacity];
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

    public void Add(double value)
    {
        values[next] = value;
        next = (next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    public void Clear() => (next, Count) = (0, 0);
}
