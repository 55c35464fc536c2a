using System.Collections.Immutable;

namespace DeepAnatomy.Training.Configuration;

/// <summary>A piece of a configuration as it stands in a file, with its place.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Line, from 1.</param>
abstract record SettingsNode(string File, int Line);

/// <summary>Text, a number, a truth value or nothing.</summary>
sealed record ScalarNode(string Text, bool IsQuoted, string File, int Line) : SettingsNode(File, Line)
{
    public bool IsNull => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list.</summary>
sealed record ListNode(ImmutableArray<SettingsNode> Items, string File, int Line) : SettingsNode(File, Line);

/// <summary>Keys with values, in the order of the file.</summary>
sealed record MapNode(ImmutableArray<MapEntry> Entries, string File, int Line) : SettingsNode(File, Line)
{
    public SettingsNode? Find(string key) => Entries.FirstOrDefault(e => e.Key == key)?.Value;

    public MapNode With(string key, SettingsNode value)
    {
        var index = Entries.ToList().FindIndex(e => e.Key == key);
        return this with { Entries = index < 0 ? Entries.Add(new(key, value, value.Line)) : Entries.SetItem(index, new(key, value, value.Line)) };
    }

    public MapNode Without(string key) => this with { Entries = [.. Entries.Where(e => e.Key != key)] };

    /// <summary>The keys of this map, with those of <paramref name="over"/> in their place: maps are merged, everything else is replaced.</summary>
    public MapNode Overlaid(MapNode over)
    {
        var result = this;
        foreach (var entry in over.Entries)
        {
            var merged = Find(entry.Key) is MapNode below && entry.Value is MapNode above && !ChangesKind(below, above) ? below.Overlaid(above) : entry.Value;
            result = result.With(entry.Key, merged);
        }

        return result;
    }

    // Settings of one kind mean nothing to another.
    static bool ChangesKind(MapNode below, MapNode above) =>
        above.Find("type") is ScalarNode now && !(below.Find("type") is ScalarNode before && before.Text == now.Text);
}

/// <summary>One key with its value.</summary>
sealed record MapEntry(string Key, SettingsNode Value, int Line);
