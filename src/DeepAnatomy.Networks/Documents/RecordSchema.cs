using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Documents;

/// <summary>JSON schema (draft 7) of a record: description in English and in German (<c>x-de</c>), unit (<c>x-unit</c>), default and range of every field.</summary>
public static class RecordSchema
{
    /// <summary>Schema of one record.</summary>
    /// <param name="type">The record.</param>
    /// <param name="style">How names are written in the document.</param>
    public static JsonObject Of(Type type, DocumentStyle style = DocumentStyle.Json)
    {
        var properties = new JsonObject();
        if (style == DocumentStyle.Json)
        {
            properties["//"] = new JsonObject { ["description"] = "Comment.", ["x-de"] = "Kommentar." };
        }

        return Of(type, style, properties, []);
    }

    static JsonObject Of(Type type, DocumentStyle style, JsonObject properties, JsonArray required)
    {
        var defaults = Activator.CreateInstance(type)!;
        foreach (var field in RecordField.Of(type))
        {
            properties[field.NameIn(style)] = Describe(field, field.IsRequired ? null : field.Property.GetValue(defaults), style);
            if (field.IsRequired)
            {
                required.Add(field.NameIn(style));
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return schema;
    }

    static JsonObject Describe(RecordField field, object? standard, DocumentStyle style)
    {
        var schema = new JsonObject { ["description"] = field.Setting.English, ["x-de"] = field.Setting.German };
        if (field.Setting.Unit.Length > 0)
        {
            schema["x-unit"] = field.Setting.Unit;
        }

        var type = TypeOf(field.Property.PropertyType, field, style);
        if (field.IsNullable)
        {
            type = Nullable(type);
        }

        foreach (var (key, value) in type.ToList())
        {
            type.Remove(key);
            schema[key] = value;
        }

        if (Json(standard, style) is { } json)
        {
            schema["default"] = json;
        }

        return schema;
    }

    static JsonObject Nullable(JsonObject type)
    {
        if (type["enum"] is JsonArray choices)
        {
            choices.Add(null);
        }
        else if (type["type"] is { } name)
        {
            type["type"] = new JsonArray(name.DeepClone(), "null");
        }

        return type;
    }

    static JsonObject TypeOf(Type type, RecordField field, DocumentStyle style)
    {
        type = System.Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(JsonNode))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return new() { ["enum"] = new JsonArray([.. Enum.GetValues(type).Cast<object>().Select(value => (JsonNode)RecordField.NameOf(value, style))]) };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            return new() { ["type"] = "array", ["items"] = TypeOf(type.GetGenericArguments()[0], field, style) };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>))
        {
            return new() { ["type"] = "object", ["additionalProperties"] = TypeOf(type.GetGenericArguments()[1], field, style) };
        }

        if (type.IsAbstract)
        {
            return new() { ["oneOf"] = new JsonArray([.. RecordKinds.Of(type).Select(kind => Kind(kind.Key, kind.Value, style))]) };
        }

        return RecordField.Of(type).Length > 0 ? Of(type, style) : Scalar(type, field.Setting);
    }

    static JsonObject Kind(string name, Type type, DocumentStyle style)
    {
        var about = type.GetCustomAttribute<SettingKindAttribute>()!;
        var schema = new JsonObject { ["title"] = name, ["description"] = about.English, ["x-de"] = about.German };
        foreach (var (key, value) in Of(type, style, new() { [RecordKinds.Key] = new JsonObject { ["const"] = name } }, [RecordKinds.Key]))
        {
            schema[key] = value?.DeepClone();
        }

        return schema;
    }

    static JsonObject Scalar(Type type, SettingAttribute setting)
    {
        var schema = new JsonObject { ["type"] = type == typeof(string) ? "string" : type == typeof(bool) ? "boolean" : type == typeof(double) ? "number" : type == typeof(JsonObject) ? "object" : "integer" };
        if (setting.Pattern.Length > 0 && type == typeof(string))
        {
            schema["pattern"] = setting.Pattern;
        }

        if (double.IsFinite(setting.Minimum) && type != typeof(string))
        {
            schema["minimum"] = Number(setting.Minimum);
        }

        if (double.IsFinite(setting.Maximum) && type != typeof(string))
        {
            schema["maximum"] = Number(setting.Maximum);
        }

        return schema;
    }

    static JsonNode? Json(object? value, DocumentStyle style) => value switch
    {
        null => null,
        string text => text.Length > 0 ? JsonValue.Create(text) : null,
        bool flag => flag,
        int number => number,
        double number => Number(number),
        Enum choice => RecordField.NameOf(choice, style),
        IDictionary => null,
        IList list => list.Count > 0 && Json(list[0], style) is not null ? new JsonArray([.. list.Cast<object>().Select(item => Json(item, style))]) : null,
        _ => null,
    };

    static JsonValue Number(double value) => value == Math.Floor(value) && Math.Abs(value) < 1e15 ? JsonValue.Create((long)value) : JsonValue.Create(double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
}
