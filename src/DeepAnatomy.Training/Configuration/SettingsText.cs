using System.Globalization;
using System.Text;

namespace DeepAnatomy.Training.Configuration;

/// <summary>Writes settings as YAML that reads back to the same settings, each with its description as a comment if asked.</summary>
public static class SettingsText
{
    const int Indent = 2;

    /// <summary>All settings of a record, defaults too.</summary>
    /// <param name="settings">A record whose properties carry <see cref="SettingAttribute"/>.</param>
    /// <param name="withComments">Whether to describe each setting.</param>
    /// <param name="german">Whether the descriptions are German.</param>
    public static string Of(object settings, bool withComments = false, bool german = false)
    {
        var text = new StringBuilder();
        Record(text, settings, 0, withComments, german);
        return text.ToString();
    }

    static void Record(StringBuilder text, object record, int depth, bool withComments, bool german)
    {
        foreach (var setting in SettingProperty.Of(record.GetType()))
        {
            if (withComments)
            {
                Comment(text, setting, depth, german);
            }

            text.Append(' ', depth * Indent).Append(setting.Key).Append(':');
            Value(text, setting.Property.GetValue(record), depth, withComments, german);
        }
    }

    static void Comment(StringBuilder text, SettingProperty setting, int depth, bool german)
    {
        var facts = new List<string> { (german ? setting.Setting.German : setting.Setting.English).TrimEnd('.') };
        if (!double.IsInfinity(setting.Setting.Minimum) || !double.IsInfinity(setting.Setting.Maximum))
        {
            facts.Add(SettingsBinder.Range(setting.Setting));
        }
        else if (setting.Setting.Unit.Length > 0)
        {
            facts.Add(setting.Setting.Unit);
        }

        if (SettingShape.Of(setting.Type) is SettingForm.Choice)
        {
            facts.Add(string.Join(" | ", SettingShape.Choices(setting.Type)));
        }

        text.Append(' ', depth * Indent).Append("# ").AppendLine(string.Join("; ", facts));
    }

    static void Value(StringBuilder text, object? value, int depth, bool withComments, bool german)
    {
        if (value is null)
        {
            text.AppendLine(" null");
            return;
        }

        switch (SettingShape.Of(value.GetType()))
        {
            case SettingForm.List when SettingShape.ItemsOf(value).Any(item => item is not null && SettingShape.Of(item.GetType()) is SettingForm.Record):
                text.AppendLine();
                foreach (var item in SettingShape.ItemsOf(value))
                {
                    text.Append(' ', (depth + 1) * Indent).AppendLine("-");
                    Nested(text, item!, depth + 2, withComments, german);
                }

                break;
            case SettingForm.List:
                text.Append(" [").AppendJoin(", ", SettingShape.ItemsOf(value).Select(Scalar)).AppendLine("]");
                break;
            case SettingForm.Record:
                text.AppendLine();
                Nested(text, value, depth + 1, withComments, german);
                break;
            default:
                text.Append(' ').AppendLine(Scalar(value));
                break;
        }
    }

    static void Nested(StringBuilder text, object record, int depth, bool withComments, bool german)
    {
        if (Attribute.GetCustomAttribute(record.GetType(), typeof(SettingKindAttribute)) is SettingKindAttribute kind)
        {
            text.Append(' ', depth * Indent).Append(SettingsBinder.KindKey).Append(": ").AppendLine(kind.Name);
        }

        Record(text, record, depth, withComments, german);
    }

    static string Scalar(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        Enum choice => SettingNames.ToFile(choice.ToString()),
        string words => $"\"{words.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t")}\"",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
