using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DeepAnatomy.Networks.Documents;

/// <summary>Fills records from a document: checks names, types, ranges and patterns, and collects all problems.</summary>
/// <param name="problems">Takes what is wrong.</param>
/// <param name="style">How names are written in the document.</param>
public sealed class RecordReader(ProblemList problems, DocumentStyle style = DocumentStyle.Json)
{
    static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);

    /// <summary>Fills one record. Where there are problems it holds the default, or for a mistyped name what was meant, so that more can be checked; it is of no other use then.</summary>
    /// <param name="type">The record; its properties with a <see cref="SettingAttribute"/> are read.</param>
    /// <param name="node">An object of the document.</param>
    /// <param name="path">Where it stands.</param>
    public object? Record(Type type, DocumentNode node, string path) => Record(type, node, path, "");

    object? Record(Type type, DocumentNode node, string path, string kindKey)
    {
        if (node.Kind != JsonValueKind.Object)
        {
            problems.Add(node, path, $"An object is expected, not {node.Word}.");
            return null;
        }

        var record = Activator.CreateInstance(type)!;
        var fields = RecordField.Of(type);
        foreach (var given in node.Fields.Where(given => given.Name != kindKey))
        {
            var inner = Join(path, given.Name);
            if (fields.FirstOrDefault(field => field.NameIn(style) == given.Name) is not { } field)
            {
                problems.Add(given.Line, given.Column, inner, $"There is no field '{given.Name}' here; {Offer(given.Name, [.. fields.Select(f => f.NameIn(style))])}.", given.Value.File);
                TakeAsMeant(record, fields, node, given);
            }
            else if (Value(KindOrFamily(field, record, given.Value), given.Value, inner, field) is { } value)
            {
                field.Property.SetValue(record, value);
            }
            else if (field.IsNullable)
            {
                field.Property.SetValue(record, null);
            }
        }

        foreach (var field in fields.Where(field => field.IsRequired && node[field.NameIn(style)] is null))
        {
            problems.Add(node, Join(path, field.NameIn(style)), $"The field is missing: {field.Setting.English}");
        }

        return record;
    }

    // A mistyped name is a problem already; what it says is taken quietly, so that it does not cause others.
    void TakeAsMeant(object record, ImmutableArray<RecordField> fields, DocumentNode node, DocumentField given)
    {
        var meant = NearestName.Meant(given.Name, [.. fields.Select(f => f.NameIn(style)).Where(name => node[name] is null)]);
        var (quiet, field) = (new ProblemList(), fields.FirstOrDefault(f => f.NameIn(style) == meant));
        if (field is not null && new RecordReader(quiet, style).Value(KindOrFamily(field, record, given.Value), given.Value, "", field) is { } value && quiet.IsEmpty)
        {
            field.Property.SetValue(record, value);
        }
    }

    // Where the document does not name the kind, the default's holds: one field can be changed without saying the rest.
    static Type KindOrFamily(RecordField field, object record, DocumentNode node) =>
        field.Property.PropertyType.IsAbstract && node.Kind == JsonValueKind.Object && node[RecordKinds.Key] is null && field.Property.GetValue(record) is { } standard
            ? standard.GetType()
            : field.Property.PropertyType;

    object? Value(Type type, DocumentNode node, string path, RecordField field)
    {
        if (node.Kind == JsonValueKind.Null)
        {
            if (!field.IsNullable)
            {
                problems.Add(node, path, "The field must not be null; leave it out to have the default.");
            }

            return null;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(JsonNode) || type == typeof(JsonObject))
        {
            return node.ToJson();
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            return List(type.GetGenericArguments()[0], node, path, field);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>))
        {
            return Map(type.GetGenericArguments()[1], node, path, field);
        }

        if (type.IsAbstract)
        {
            return Kind(type, node, path);
        }

        return RecordField.Of(type).Length > 0 ? Record(type, node, path) : Scalar(type, node, path, field);
    }

    // One record of a family: an object with the kind's name under 'type', or the name alone for all its defaults.
    object? Kind(Type family, DocumentNode node, string path)
    {
        var kinds = RecordKinds.Of(family);
        var name = node.Kind == JsonValueKind.Object ? node[RecordKinds.Key] : node;
        if (name is not { Kind: JsonValueKind.String })
        {
            problems.Add(node, path, $"An object with the field '{RecordKinds.Key}' is expected, one of {string.Join(", ", kinds.Keys)}.");
            return null;
        }

        if (!kinds.TryGetValue(name.Text, out var kind))
        {
            problems.Add(name, Join(path, RecordKinds.Key), $"'{name.Text}' is not known here; {NearestName.Offer(name.Text, [.. kinds.Keys])}.");
            return null;
        }

        return Record(kind, node.Kind == JsonValueKind.Object ? node : node with { Kind = JsonValueKind.Object }, path, RecordKinds.Key);
    }

    static string Offer(string name, IReadOnlyCollection<string> known) => known.Count > 0 ? NearestName.Offer(name, known) : "it takes none";

    object? List(Type element, DocumentNode node, string path, RecordField field)
    {
        if (node.Kind != JsonValueKind.Array)
        {
            problems.Add(node, path, $"A list is expected, not {node.Word}.");
            return null;
        }

        var before = problems.Count;
        var values = Array.CreateInstance(element, node.Items.Length);
        for (var index = 0; index < node.Items.Length; index++)
        {
            if (Value(element, node.Items[index], $"{path}[{index}]", field with { IsNullable = Nullable.GetUnderlyingType(element) is not null }) is { } value)
            {
                values.SetValue(value, index);
            }
        }

        // A list with a hole would be misread; a list of records keeps those that could be read.
        if (problems.Count > before && RecordField.Of(element).Length == 0)
        {
            return null;
        }

        return typeof(ImmutableArray).GetMethods().First(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true }]).MakeGenericMethod(element).Invoke(null, [values]);
    }

    object? Map(Type element, DocumentNode node, string path, RecordField field)
    {
        if (node.Kind != JsonValueKind.Object)
        {
            problems.Add(node, path, $"An object is expected, not {node.Word}.");
            return null;
        }

        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
        foreach (var given in node.Fields)
        {
            if (Value(element, given.Value, Join(path, given.Name), field with { IsNullable = false }) is { } value)
            {
                map[given.Name] = value;
            }
        }

        return typeof(ImmutableSortedDictionary).GetMethods().First(m => m.Name == nameof(ImmutableSortedDictionary.CreateRange) && m.GetParameters().Length == 2 && m.GetParameters()[0].ParameterType.Name.StartsWith("IComparer", StringComparison.Ordinal)).MakeGenericMethod(typeof(string), element).Invoke(null, [StringComparer.Ordinal, map]);
    }

    object? Scalar(Type type, DocumentNode node, string path, RecordField field)
    {
        if (type.IsEnum)
        {
            return Choice(type, node, path);
        }

        if (type == typeof(bool) && node.Kind is JsonValueKind.True or JsonValueKind.False)
        {
            return node.Kind == JsonValueKind.True;
        }

        if (type == typeof(string) && (node.Kind == JsonValueKind.String || node.IsPlain))
        {
            return Text(node, path, field);
        }

        if (node.Kind == JsonValueKind.Number && type != typeof(string) && type != typeof(bool))
        {
            return Number(type, node, path, field);
        }

        problems.Add(node, path, $"{Expected(type)} is expected, not {node.Word}.");
        return null;
    }

    object? Choice(Type type, DocumentNode node, string path)
    {
        var values = Enum.GetValues(type).Cast<object>().ToDictionary(value => RecordField.NameOf(value, style));
        if (node.Kind == JsonValueKind.String && values.TryGetValue(node.Text, out var value))
        {
            return value;
        }

        var offer = node.Kind == JsonValueKind.String ? $"; {NearestName.Offer(node.Text, values.Keys)}" : "";
        problems.Add(node, path, $"One of {string.Join(", ", values.Keys)} is expected, not {node.Word}{offer}.");
        return null;
    }

    string Text(DocumentNode node, string path, RecordField field)
    {
        if (field.Setting.Pattern.Length > 0 && !Regex.IsMatch(node.Text, field.Setting.Pattern, RegexOptions.CultureInvariant, PatternTime))
        {
            problems.Add(node, path, $"{node.Word} is not of the form {field.Setting.Pattern}.");
        }

        return node.Text;
    }

    object? Number(Type type, DocumentNode node, string path, RecordField field)
    {
        var isWhole = type != typeof(double);
        var number = double.Parse(node.Text, CultureInfo.InvariantCulture);
        if (isWhole && (number != Math.Floor(number) || Math.Abs(number) > int.MaxValue))
        {
            problems.Add(node, path, $"A whole number is expected, not {node.Word}.");
            return null;
        }

        if (number < field.Setting.Minimum || number > field.Setting.Maximum || !double.IsFinite(number))
        {
            problems.Add(node, path, $"{node.Text} is outside the range {Range(field.Setting)}.");
            return null;
        }

        return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
    }

    static string Range(SettingAttribute setting) => (double.IsFinite(setting.Minimum), double.IsFinite(setting.Maximum)) switch
    {
        (true, true) => $"{setting.Minimum} … {setting.Maximum}",
        (true, false) => $"{setting.Minimum} and more",
        (false, true) => $"up to {setting.Maximum}",
        _ => "of finite numbers",
    };

    static string Expected(Type type) => type == typeof(bool) ? "true or false" : type == typeof(string) ? "A text" : type == typeof(double) ? "A number" : "A whole number";

    static string Join(string path, string name) => path.Length > 0 ? $"{path}.{name}" : name;
}
