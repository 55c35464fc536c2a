using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace DeepAnatomy.Networks.Documents;

/// <summary>Writes records as documents: fields in the order of their declaration, nulls and empty lists left out; the same record always gives the same bytes.</summary>
static class RecordWriter
{
    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>UTF-8 without a byte order mark, ending with a line feed.</summary>
    /// <param name="write">Writes one value.</param>
    public static byte[] ToBytes(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            write(json);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Writes one record.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="record">The record.</param>
    public static void Write(Utf8JsonWriter json, object record)
    {
        json.WriteStartObject();
        foreach (var field in RecordField.Of(record.GetType()))
        {
            var value = field.Property.GetValue(record);
            if (value is not null and not ICollection { Count: 0 })
            {
                json.WritePropertyName(field.Name);
                Value(json, value);
            }
        }

        json.WriteEndObject();
    }

    static void Value(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case Enum choice:
                json.WriteStringValue(RecordField.NameOf(choice));
                break;
            case JsonNode node:
                node.WriteTo(json);
                break;
            case IDictionary map:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    json.WritePropertyName((string)entry.Key);
                    Value(json, entry.Value!);
                }

                json.WriteEndObject();
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    Value(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                Write(json, value);
                break;
        }
    }
}
