namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Smoothed curves of late queries, of as many stores as share it. Of a curve that grows only the longest is kept; when they take too much, the oldest go first.</summary>
/// <param name="capacity">Bytes.</param>
public sealed class SmoothingCache(long capacity)
{
    readonly Lock guard = new();
    readonly LinkedList<(SmoothingKey Key, double[] Values)> kept = [];
    long bytes;

    /// <summary>Bytes of all curves that are kept.</summary>
    public long Bytes
    {
        get
        {
            lock (guard)
            {
                return bytes;
            }
        }
    }

    internal double[] Get(SmoothingKey key, Func<double[]> make)
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
            Drop(old => old.IsSameCurve(key));
            bytes += SizeOf(made);
            kept.AddFirst((key, made));
            while (bytes > capacity && kept.Last is { } oldest)
            {
                bytes -= SizeOf(oldest.Value.Values);
                kept.RemoveLast();
            }
        }

        return made;
    }

    /// <summary>Forgets all curves of a store that is closed.</summary>
    internal void Forget(object store)
    {
        lock (guard)
        {
            Drop(key => ReferenceEquals(key.Store, store));
        }
    }

    void Drop(Predicate<SmoothingKey> isUseless)
    {
        for (var node = kept.First; node is not null;)
        {
            var next = node.Next;
            if (isUseless(node.Value.Key))
            {
                bytes -= SizeOf(node.Value.Values);
                kept.Remove(node);
            }

            node = next;
        }
    }

    static long SizeOf(double[] values) => values.LongLength * sizeof(double);
}
