using System.Reflection;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Training.Configuration;

/// <summary>JSON schema (draft 2020-12) of records of settings, with description in English and German, unit, default and range of every field.</summary>
public static class SettingsSchema
{
    /// <summary>Schema of a file of settings.</summary>
    /// <param name="record">The record; its settings without default are required.</param>
    /// <param name="title">Title of the schema.</param>
    public static JsonObject Of(Type record, string title)
    {
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (key, value) in Record(record, null).ToList())
        {
            schema[key] = value?.DeepClone();
        }

        schema["properties"]!.AsObject().Insert(0, "inherits", new JsonObject
        {
            ["type"] = "string",
            ["description"] = "File, relative to this one, whose settings hold where this one says nothing.",
            ["x-description-de"] = "Datei, relativ zu dieser, deren Einstellungen gelten, wo diese nichts sagt.",
        });
        return schema;
    }

    static JsonObject Record(Type type, SettingKindAttribute? kind)
    {
        var properties = new JsonObject();
        if (kind is not null)
        {
            properties[SettingsBinder.KindKey] = new JsonObject { ["const"] = kind.Name };
        }

        var defaults = Activator.CreateInstance(type, nonPublic: true)!;
        foreach (var setting in SettingProperty.Of(type))
        {
            properties[setting.Key] = Described(setting, defaults);
        }

        var schema = new JsonObject { ["type"] = "object" };
        if (kind is not null)
        {
            (schema["title"], schema["description"], schema["x-description-de"]) = (kind.Name, kind.English, kind.German);
        }

        (schema["properties"], schema["additionalProperties"]) = (properties, false);
        string[] required = [.. kind is null ? [] : new[] { SettingsBinder.KindKey }, .. SettingProperty.Of(type).Where(s => s.IsRequired).Select(s => s.Key)];
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(r))]);
        }

        return schema;
    }

    static JsonObject Described(SettingProperty setting, object defaults)
    {
        var schema = Form(setting.Type, setting.Setting);
        if (SettingShape.AllowsNull(setting.Property))
        {
            schema = new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        }

        (schema["description"], schema["x-description-de"]) = (setting.Setting.English, setting.Setting.German);
        if (setting.Setting.Unit.Length > 0)
        {
            schema["x-unit"] = setting.Setting.Unit;
        }

        if (!setting.IsRequired && SettingShape.Of(setting.Type) is not (SettingForm.Record or SettingForm.Kind))
        {
            schema["default"] = Json(setting.Property.GetValue(defaults));
        }

        return schema;
    }

    static JsonObject Form(Type type, SettingAttribute setting)
    {
        switch (SettingShape.Of(type))
        {
            case SettingForm.Text:
                return new() { ["type"] = "string" };
            case SettingForm.Flag:
                return new() { ["type"] = "boolean" };
            case SettingForm.Whole:
                return Bounded(new() { ["type"] = "integer" }, setting);
            case SettingForm.Number:
                return Bounded(new() { ["type"] = "number" }, setting);
            case SettingForm.Choice:
                return new() { ["enum"] = new JsonArray([.. SettingShape.Choices(type).Select(c => JsonValue.Create(c))]) };
            case SettingForm.List:
                return new() { ["type"] = "array", ["items"] = Form(SettingShape.ItemOf(type), setting) };
            case SettingForm.Kind:
                return new() { ["oneOf"] = new JsonArray([.. SettingProperty.Kinds(type).Values.Select(kind => Record(kind, kind.GetCustomAttribute<SettingKindAttribute>()))]) };
            default:
                return Record(SettingShape.Bare(type), null);
        }
    }

    static JsonObject Bounded(JsonObject schema, SettingAttribute setting)
    {
        if (!double.IsInfinity(setting.Minimum))
        {
            schema["minimum"] = setting.Minimum;
        }

        if (!double.IsInfinity(setting.Maximum))
        {
            schema["maximum"] = setting.Maximum;
        }

        return schema;
    }

    static JsonNode? Json(object? value) => value switch
    {
        null => null,
        bool flag => flag,
        Enum choice => SettingNames.ToFile(choice.ToString()),
        string text => text,
        _ when SettingShape.IsList(value.GetType()) => new JsonArray([.. SettingShape.ItemsOf(value).Select(item => item is not null && SettingShape.Of(item.GetType()) is SettingForm.Record ? Settings(item) : Json(item))]),
        double number => number,
        float number => number,
        long number => number,
        int number => number,
        _ => throw new NotSupportedException($"A default of type {value.GetType()} has no form in JSON."),
    };

    static JsonObject Settings(object record)
    {
        var json = new JsonObject();
        if (Attribute.GetCustomAttribute(record.GetType(), typeof(SettingKindAttribute)) is SettingKindAttribute kind)
        {
            json[SettingsBinder.KindKey] = kind.Name;
        }

        foreach (var setting in SettingProperty.Of(record.GetType()))
        {
            var value = setting.Property.GetValue(record);
            json[setting.Key] = value is not null && SettingShape.Of(value.GetType()) is SettingForm.Record ? Settings(value) : Json(value);
        }

        return json;
    }
}
