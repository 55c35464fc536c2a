namespace DeepAnatomy.Networks.Pickle;

/// <summary>The stack of the pickle machine with its marks and its memo.</summary>
sealed class PickleStack
{
    readonly List<object?> items = [];
    readonly Stack<int> marks = new();
    readonly Dictionary<long, object?> memo = [];

    public void Push(object? value) => items.Add(value);

    public object? Pop()
    {
        var value = Peek();
        items.RemoveAt(items.Count - 1);
        return value;
    }

    public object? Peek() => items.Count > Floor ? items[^1] : throw new PickleException("the pickle takes from an empty stack");

    /// <summary>The topmost value, which has to be of this type.</summary>
    public T Peek<T>() => Peek() is T value ? value : throw new PickleException($"the pickle puts items into something that is no {typeof(T).Name}");

    public void Mark() => marks.Push(items.Count);

    /// <summary>Takes everything above the last mark, and the mark.</summary>
    public object?[] PopToMark()
    {
        if (!marks.TryPop(out var start))
        {
            throw new PickleException("the pickle takes a mark that was not set");
        }

        var values = items[start..].ToArray();
        items.RemoveRange(start, items.Count - start);
        return values;
    }

    public object?[] Pop(int count)
    {
        if (items.Count - Floor < count)
        {
            throw new PickleException("the pickle takes from an empty stack");
        }

        var values = items[^count..].ToArray();
        items.RemoveRange(items.Count - count, count);
        return values;
    }

    public void Remember(long key) => memo[key] = Peek();

    public void Memoize() => memo[memo.Count] = Peek();

    public void Recall(long key) => Push(memo.TryGetValue(key, out var value) ? value : throw new PickleException($"the pickle recalls value {key}, which it never stored"));

    int Floor => marks.TryPeek(out var start) ? start : 0;
}
