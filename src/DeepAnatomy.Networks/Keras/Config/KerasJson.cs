using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras.Config;

/// <summary>JSON of Keras, read strictly: no key twice, not nested without end.</summary>
static class KerasJson
{
    /// <summary>A model nested in a model takes four levels.</summary>
    const int MostDepth = 256;

    static readonly JsonDocumentOptions Options = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    /// <summary>Reads an object.</summary>
    /// <param name="source">The file (and part), for messages.</param>
    /// <param name="utf8">The text.</param>
    /// <exception cref="UnreadableModelException">It is not JSON, or not an object.</exception>
    public static JsonObject Parse(string source, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new UnreadableModelException(source, "the JSON is not UTF-8", "Save the model again with Keras");
        }

        try
        {
            return JsonNode.Parse(WithoutMark(utf8), documentOptions: Options) as JsonObject
                ?? throw new UnreadableModelException(source, "the JSON holds no object", "Save the model again with Keras");
        }
        catch (JsonException e)
        {
            throw new UnreadableModelException(source, $"the JSON is damaged ({e.Message.TrimEnd('.')})", "Save the model again with Keras", e);
        }
    }

    /// <summary>A text, or null for anything else.</summary>
    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A whole number, or null for anything else.</summary>
    public static int? Integer(this JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        ? value.TryGetValue(out int whole) ? whole : value.TryGetValue(out double number) && number == Math.Floor(number) && Math.Abs(number) < int.MaxValue ? (int)number : null
        : null;

    /// <summary>A number, or null for anything else.</summary>
    public static double? Number(this JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        ? value.TryGetValue(out double number) ? number : value.TryGetValue(out int whole) ? whole : null
        : null;

    static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith((byte[])[0xef, 0xbb, 0xbf]) ? utf8[3..] : utf8;
}
