using System.Collections.Immutable;
using System.Globalization;

namespace DeepAnatomy.Training.Configuration;

/// <summary>Reads a file of settings: what it inherits, what is overridden, then every key.</summary>
public static class SettingsFile
{
    const string InheritsKey = "inherits";
    const string Override = "--set";
    const int MaximumAncestors = 8;

    /// <summary>Reads settings from a file.</summary>
    /// <typeparam name="T">A record whose properties carry <see cref="SettingAttribute"/>.</typeparam>
    /// <param name="path">The file, YAML or JSON. Its key <c>inherits</c> names a file, relative to it, whose settings hold where it says nothing.</param>
    /// <param name="overrides">Changes of single settings, each <c>path.to.key=value</c>; a list's item by its number.</param>
    /// <param name="problems">Everything that is wrong is added here.</param>
    /// <returns>The settings; not to be used when there are problems.</returns>
    public static T Read<T>(string path, IEnumerable<string> overrides, ICollection<SettingsProblem> problems)
        where T : class, new()
    {
        var map = WithAncestors(path, problems, []);
        if (map is null)
        {
            return new T();
        }

        foreach (var change in overrides)
        {
            map = Overridden(map, change, problems);
        }

        return new SettingsBinder(problems).Bind<T>(map);
    }

    static MapNode? WithAncestors(string path, ICollection<SettingsProblem> problems, ImmutableArray<string> descendants)
    {
        var full = Path.GetFullPath(path);
        if (descendants.Contains(full) || descendants.Length > MaximumAncestors)
        {
            problems.Add(new(path, 0, InheritsKey, descendants.Contains(full) ? "the files inherit from each other in a circle" : $"more than {MaximumAncestors} files inherit from each other"));
            return null;
        }

        if (Text(path, problems) is not { } text || YamlText.Parse(text, path, problems) is not { } map)
        {
            return null;
        }

        if (map.Find(InheritsKey) is not { } inherits)
        {
            return map;
        }

        if (inherits is not ScalarNode { IsNull: false } name)
        {
            problems.Add(new(path, inherits.Line, InheritsKey, "expected the name of a file"));
            return map.Without(InheritsKey);
        }

        var parent = WithAncestors(Path.Combine(Path.GetDirectoryName(full)!, name.Text), problems, descendants.Add(full));
        return parent?.Overlaid(map.Without(InheritsKey)) ?? map.Without(InheritsKey);
    }

    static string? Text(string path, ICollection<SettingsProblem> problems)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(path, 0, "", File.Exists(path) ? $"not readable ({e.Message.TrimEnd('.')})" : "there is no such file"));
            return null;
        }
    }

    static MapNode Overridden(MapNode map, string change, ICollection<SettingsProblem> problems)
    {
        var equals = change.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            problems.Add(new(Override, 0, change, "expected path.to.key=value"));
            return map;
        }

        var value = YamlText.ParseValue(change[(equals + 1)..], Override, problems);
        return value is null ? map : (MapNode)Replaced(map, change[..equals].Split('.'), value with { Line = 0 }, change[..equals], problems);
    }

    static SettingsNode Replaced(SettingsNode? node, ReadOnlySpan<string> keys, SettingsNode value, string path, ICollection<SettingsProblem> problems)
    {
        if (keys.IsEmpty)
        {
            return value;
        }

        if (node is ListNode list)
        {
            if (int.TryParse(keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < list.Items.Length)
            {
                return list with { Items = list.Items.SetItem(n, Replaced(list.Items[n], keys[1..], value, path, problems)) };
            }

            problems.Add(new(Override, 0, path, $"'{keys[0]}' is not the number of an item; the list has {list.Items.Length}, from 0"));
            return list;
        }

        var map = node as MapNode ?? new([], Override, 0);
        return map.With(keys[0], Replaced(map.Find(keys[0]), keys[1..], value, path, problems));
    }
}
