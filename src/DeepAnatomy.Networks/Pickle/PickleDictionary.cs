namespace DeepAnatomy.Networks.Pickle;

/// <summary>A dictionary in order of insertion, with any keys; only text keys can be looked up.</summary>
sealed class PickleDictionary
{
    /// <summary>About what an empty one takes.</summary>
    public const int BytesOfEmpty = 200;

    readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);
    readonly List<KeyValuePair<object?, object?>> entries = [];

    public IReadOnlyList<KeyValuePair<object?, object?>> Entries => entries;

    /// <summary>The value of a text key, or null.</summary>
    /// <param name="name">The key.</param>
    public object? this[string name] => byName.TryGetValue(name, out var index) ? entries[index].Value : null;

    public void Set(object? key, object? value)
    {
        if (key is not string name)
        {
            entries.Add(new(key, value));
        }
        else if (byName.TryGetValue(name, out var index))
        {
            entries[index] = new(key, value);
        }
        else
        {
            byName[name] = entries.Count;
            entries.Add(new(key, value));
        }
    }
}
