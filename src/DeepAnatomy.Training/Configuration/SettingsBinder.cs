using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace DeepAnatomy.Training.Configuration;

/// <summary>Makes records of settings from a file's nodes; collects every problem instead of stopping at the first.</summary>
/// <param name="problems">Where problems go.</param>
sealed class SettingsBinder(ICollection<SettingsProblem> problems)
{
    /// <summary>Key that names the kind where several may stand.</summary>
    public const string KindKey = "type";

    /// <summary>Reads one record.</summary>
    /// <returns>The record; what is wrong keeps its default and is reported.</returns>
    public T Bind<T>(MapNode map)
        where T : class => (T)Record(typeof(T), map, "", [])!;

    object? Value(Type type, SettingAttribute setting, SettingsNode node, string path) => (SettingShape.Of(type), node) switch
    {
        (SettingForm.List, ListNode list) => List(SettingShape.ItemOf(type), setting, list, path),
        (SettingForm.List, ScalarNode scalar) when !scalar.IsNull && SettingShape.Of(SettingShape.ItemOf(type)) is not (SettingForm.Record or SettingForm.Kind) => List(SettingShape.ItemOf(type), setting, new([scalar], scalar.File, scalar.Line), path),
        (SettingForm.Record, MapNode map) => Record(type, map, path, []),
        (SettingForm.Kind, MapNode map) => Kind(type, map, path),
        (SettingForm.Kind, ScalarNode { IsNull: false } name) => Kind(type, new([new(KindKey, name, name.Line)], name.File, name.Line), path),
        (SettingForm.List or SettingForm.Record or SettingForm.Kind, _) => Wrong(node, path, $"expected {Expected(type)}"),
        (_, ScalarNode scalar) => Scalar(type, setting, scalar, path),
        _ => Wrong(node, path, $"expected {Expected(type)}"),
    };

    object? List(Type item, SettingAttribute setting, ListNode list, string path)
    {
        var items = list.Items.Select((node, n) => Value(item, setting, node, $"{path}[{n}]")).ToArray();
        return items.Any(i => i is null) ? null : SettingShape.ListOf(item, items);
    }

    object? Kind(Type family, MapNode map, string path)
    {
        var kinds = SettingProperty.Kinds(family);
        if (map.Find(KindKey) is not ScalarNode { IsNull: false } name)
        {
            return Wrong(map, path, $"the key '{KindKey}' is missing; it is one of {string.Join(", ", kinds.Keys)}");
        }

        return kinds.TryGetValue(name.Text, out var kind)
            ? Record(kind, map, path, [KindKey])
            : Wrong(name, Join(path, KindKey), $"'{name.Text}' is not known{SettingNames.Suggestion(name.Text, kinds.Keys)}");
    }

    object? Record(Type type, MapNode map, string path, ImmutableArray<string> alsoKnown)
    {
        var record = Activator.CreateInstance(type, nonPublic: true)!;
        var settings = SettingProperty.Of(type);
        foreach (var entry in map.Entries)
        {
            if (settings.FirstOrDefault(s => s.Key == entry.Key) is { } setting)
            {
                Set(record, setting, entry, Join(path, entry.Key));
            }
            else if (!alsoKnown.Contains(entry.Key))
            {
                problems.Add(new(entry.Value.File, entry.Line, Join(path, entry.Key), $"unknown key{SettingNames.Suggestion(entry.Key, settings.Select(s => s.Key))}"));
            }
        }

        foreach (var missing in settings.Where(s => s.IsRequired && map.Find(s.Key) is null))
        {
            problems.Add(new(map.File, map.Line, Join(path, missing.Key), $"missing: {missing.Setting.English.TrimEnd('.')}"));
        }

        return record;
    }

    void Set(object record, SettingProperty setting, MapEntry entry, string path)
    {
        if (entry.Value is ScalarNode { IsNull: true })
        {
            if (SettingShape.AllowsNull(setting.Property))
            {
                setting.Property.SetValue(record, null);
            }
            else
            {
                problems.Add(new(entry.Value.File, entry.Line, path, $"has no value; expected {Expected(setting.Type)}"));
            }
        }
        else if (Value(setting.Type, setting.Setting, entry.Value, path) is { } value)
        {
            setting.Property.SetValue(record, value);
        }
    }

    object? Scalar(Type type, SettingAttribute setting, ScalarNode node, string path)
    {
        object? value = SettingShape.Of(type) switch
        {
            SettingForm.Text => node.Text,
            SettingForm.Flag => node.Text switch { "true" or "True" or "yes" => true, "false" or "False" or "no" => false, _ => null },
            SettingForm.Whole => Whole(node.Text),
            SettingForm.Number => double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
            _ => Choice(type, node.Text),
        };
        if (value is null)
        {
            var hint = SettingShape.Of(type) is SettingForm.Choice ? SettingNames.Suggestion(node.Text, SettingShape.Choices(type)) : "";
            return Wrong(node, path, $"'{node.Text}' is not {Expected(type)}{hint}");
        }

        if (value is long or double && Convert.ToDouble(value, CultureInfo.InvariantCulture) is var size && (size < setting.Minimum || size > setting.Maximum))
        {
            return Wrong(node, path, $"{node.Text} is out of range; {Range(setting)}");
        }

        return value is long or double ? Convert.ChangeType(value, SettingShape.Bare(type), CultureInfo.InvariantCulture) : value;
    }

    // 1e6 is a whole number to a person.
    static object? Whole(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var whole))
        {
            return whole is >= int.MinValue and <= int.MaxValue ? whole : null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (long)number : null;
    }

    static object? Choice(Type type, string text)
    {
        var bare = SettingShape.Bare(type);
        return Enum.GetNames(bare).FirstOrDefault(name => SettingNames.ToFile(name) == text) is { } name ? Enum.Parse(bare, name) : null;
    }

    object? Wrong(SettingsNode node, string path, string message)
    {
        problems.Add(new(node.File, node.Line, path, message));
        return null;
    }

    internal static string Range(SettingAttribute setting)
    {
        var unit = setting.Unit.Length > 0 ? $" {setting.Unit}" : "";
        return (double.IsInfinity(setting.Minimum), double.IsInfinity(setting.Maximum)) switch
        {
            (true, _) => $"at most {setting.Maximum}{unit}",
            (_, true) => $"at least {setting.Minimum}{unit}",
            _ => $"{setting.Minimum} … {setting.Maximum}{unit}",
        };
    }

    static string Expected(Type type) => SettingShape.Of(type) switch
    {
        SettingForm.Text => "text",
        SettingForm.Flag => "true or false",
        SettingForm.Whole => "a whole number",
        SettingForm.Number => "a number",
        SettingForm.Choice => $"one of {string.Join(", ", SettingShape.Choices(type))}",
        SettingForm.List => $"a list, each item {Expected(SettingShape.ItemOf(type))}",
        SettingForm.Kind => $"keys with a '{KindKey}', one of {string.Join(", ", SettingProperty.Kinds(type).Keys)}",
        _ => "keys with values",
    };

    static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
