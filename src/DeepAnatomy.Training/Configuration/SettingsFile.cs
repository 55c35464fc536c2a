using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>Reads a file of settings: what it inherits, what is overridden, then every field.</summary>
public static class SettingsFile
{
    internal const string Inherits = "inherits";
    const string Override = "--set";
    const int MostAncestors = 8;

    /// <summary>Reads settings from a file.</summary>
    /// <typeparam name="T">A record whose properties carry <see cref="SettingAttribute"/>.</typeparam>
    /// <param name="path">The file, YAML or JSON. Its field <c>inherits</c> names a file, relative to it, whose settings hold where it says nothing.</param>
    /// <param name="overrides">Changes of single settings, each <c>path.to.field=value</c>; an item of a list by its number.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    /// <returns>The settings; of no use when there are problems.</returns>
    public static T Read<T>(string path, IEnumerable<string> overrides, ProblemList problems)
        where T : class, new()
    {
        if (WithAncestors(path, problems, []) is not { } root)
        {
            return new T();
        }

        foreach (var change in overrides)
        {
            root = Overridden(root, change, problems);
        }

        problems.Root = root;
        return (T?)new RecordReader(problems, DocumentStyle.Yaml).Record(typeof(T), root, "") ?? new T();
    }

    static DocumentNode? WithAncestors(string path, ProblemList problems, ImmutableArray<string> descendants)
    {
        var full = Path.GetFullPath(path);
        if (descendants.Contains(full) || descendants.Length > MostAncestors)
        {
            problems.Add(1, 1, Inherits, descendants.Contains(full) ? "The files inherit from each other in a circle." : $"More than {MostAncestors} files inherit from each other.", path);
            return null;
        }

        if (Text(path, problems) is not { } text || YamlDocument.ParseFields(text, path, problems) is not { } root)
        {
            return null;
        }

        if (root[Inherits] is not { } inherits)
        {
            return root;
        }

        var own = root with { Fields = [.. root.Fields.Where(field => field.Name != Inherits)] };
        if (inherits.Kind != JsonValueKind.String)
        {
            problems.Add(inherits, Inherits, $"The name of a file is expected, not {inherits.Word}.");
            return own;
        }

        var parent = WithAncestors(Path.Combine(Path.GetDirectoryName(full)!, inherits.Text), problems, descendants.Add(full));
        return parent is null ? own : Overlaid(parent, own);
    }

    static string? Text(string path, ProblemList problems)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(1, 1, "", File.Exists(path) ? $"The file is not readable ({error.Message.TrimEnd('.')})." : "There is no such file.", path);
            return null;
        }
    }

    // Objects are merged, everything else is replaced; another kind starts from its own defaults.
    static DocumentNode Overlaid(DocumentNode below, DocumentNode above)
    {
        var result = below;
        foreach (var field in above.Fields)
        {
            var isMerged = below[field.Name] is { Kind: JsonValueKind.Object } old && field.Value.Kind == JsonValueKind.Object
                && !(field.Value[RecordKinds.Key] is { } kind && kind.Text != old[RecordKinds.Key]?.Text);
            result = With(result, field with { Value = isMerged ? Overlaid(below[field.Name]!, field.Value) : field.Value });
        }

        return result;
    }

    static DocumentNode With(DocumentNode node, DocumentField field)
    {
        var index = node.Fields.ToList().FindIndex(known => known.Name == field.Name);
        return node with { Fields = index < 0 ? node.Fields.Add(field) : node.Fields.SetItem(index, field) };
    }

    static DocumentNode Overridden(DocumentNode root, string change, ProblemList problems)
    {
        var equals = change.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            problems.Add(1, 1, change, "path.to.field=value is expected.", Override);
            return root;
        }

        var value = YamlDocument.Parse(change[(equals + 1)..], Override, problems);
        return value is null ? root : Replaced(root, change[..equals].Split('.'), value, change[..equals], problems);
    }

    static DocumentNode Replaced(DocumentNode? node, ReadOnlySpan<string> names, DocumentNode value, string path, ProblemList problems)
    {
        if (names.IsEmpty)
        {
            return value;
        }

        if (node is { Kind: JsonValueKind.Array })
        {
            if (int.TryParse(names[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < node.Items.Length)
            {
                return node with { Items = node.Items.SetItem(index, Replaced(node.Items[index], names[1..], value, path, problems)) };
            }

            problems.Add(1, 1, path, $"'{names[0]}' is not the number of an item; the list has {node.Items.Length}, counted from 0.", Override);
            return node;
        }

        var fields = node is { Kind: JsonValueKind.Object } ? node : new DocumentNode(JsonValueKind.Object, 1, 1) { File = Override };
        return With(fields, new(names[0], value.Line, value.Column, Replaced(fields[names[0]], names[1..], value, path, problems)));
    }
}
