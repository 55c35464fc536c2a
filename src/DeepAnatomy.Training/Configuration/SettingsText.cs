using System.Collections;
using System.Globalization;
using System.Text;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>Writes settings as YAML that reads back to the same settings, each with its description as a comment if asked.</summary>
public static class SettingsText
{
    const int Indent = 2;

    /// <summary>All settings of a record, defaults too.</summary>
    /// <param name="settings">A record whose properties carry <see cref="SettingAttribute"/>.</param>
    /// <param name="withComments">Whether to describe each setting.</param>
    /// <param name="isGerman">Whether the descriptions are German.</param>
    public static string Of(object settings, bool withComments = false, bool isGerman = false)
    {
        var text = new StringBuilder();
        Record(text, settings, 0, withComments, isGerman);
        return text.ToString();
    }

    static void Record(StringBuilder text, object record, int depth, bool withComments, bool isGerman)
    {
        var kind = RecordKinds.NameOf(record.GetType());
        if (kind.Length > 0)
        {
            Line(text, depth, $"{RecordKinds.Key}: {kind}");
        }

        foreach (var field in RecordField.Of(record.GetType()))
        {
            if (withComments)
            {
                Line(text, depth, $"# {Comment(field, isGerman)}");
            }

            Field(text, field.YamlName, field.Property.GetValue(record), depth, withComments, isGerman);
        }
    }

    static string Comment(RecordField field, bool isGerman)
    {
        var type = Nullable.GetUnderlyingType(field.Property.PropertyType) ?? field.Property.PropertyType;
        List<string> facts = [(isGerman ? field.Setting.German : field.Setting.English).TrimEnd('.')];
        if (type.IsEnum)
        {
            facts.Add(string.Join(" | ", Enum.GetValues(type).Cast<object>().Select(value => RecordField.NameOf(value, DocumentStyle.Yaml))));
        }

        if (double.IsFinite(field.Setting.Minimum) || double.IsFinite(field.Setting.Maximum))
        {
            facts.Add($"{(double.IsFinite(field.Setting.Minimum) ? field.Setting.Minimum : "")} … {(double.IsFinite(field.Setting.Maximum) ? field.Setting.Maximum : "")}".Trim());
        }

        if (field.Setting.Unit.Length > 0)
        {
            facts.Add(field.Setting.Unit);
        }

        return string.Join("; ", facts);
    }

    static void Field(StringBuilder text, string name, object? value, int depth, bool withComments, bool isGerman)
    {
        switch (value)
        {
            case IList list when list.Cast<object>().Any(IsRecord):
                Line(text, depth, $"{name}:");
                foreach (var item in list)
                {
                    Line(text, depth + 1, "-");
                    Record(text, item!, depth + 2, withComments, isGerman);
                }

                break;
            case IList list:
                Line(text, depth, $"{name}: [{string.Join(", ", list.Cast<object?>().Select(Scalar))}]");
                break;
            case not null when IsRecord(value):
                Line(text, depth, $"{name}:");
                Record(text, value, depth + 1, withComments, isGerman);
                break;
            default:
                Line(text, depth, $"{name}: {Scalar(value)}");
                break;
        }
    }

    static bool IsRecord(object value) => RecordField.Of(value.GetType()).Length > 0 || RecordKinds.NameOf(value.GetType()).Length > 0;

    static void Line(StringBuilder text, int depth, string line) => text.Append(' ', depth * Indent).Append(line).Append('\n');

    static string Scalar(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        Enum choice => RecordField.NameOf(choice, DocumentStyle.Yaml),
        string words => $"\"{words.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t")}\"",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
