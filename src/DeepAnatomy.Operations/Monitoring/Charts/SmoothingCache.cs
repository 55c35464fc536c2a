namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Smoothed curves of late queries; the oldest go first.</summary>
/// <param name="capacity">Bytes.</param>
sealed class SmoothingCache(long capacity)
{
    readonly Lock guard = new();
    readonly LinkedList<(SmoothingKey Key, double[] Values)> kept = [];
    long bytes;

    public double[] Get(SmoothingKey key, Func<double[]> make)
    {
        lock (guard)
        {
            for (var node = kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    kept.Remove(node);
                    kept.AddFirst(node);
                    return node.Value.Values;
                }
            }
        }

        var made = make();
        lock (guard)
        {
            bytes += made.LongLength * sizeof(double);
            kept.AddFirst((key, made));
            while (bytes > capacity && kept.Last is { } oldest)
            {
                bytes -= oldest.Value.Values.LongLength * sizeof(double);
                kept.RemoveLast();
            }
        }

        return made;
    }
}
