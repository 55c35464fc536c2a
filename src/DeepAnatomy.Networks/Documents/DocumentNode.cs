using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Documents;

/// <summary>One value of a JSON or YAML document that knows where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Byte in the line, from 1.</param>
public sealed record DocumentNode(JsonValueKind Kind, int Line, int Column)
{
    /// <summary>The text of a string, the digits of a number.</summary>
    public string Text { get; init; } = "";

    /// <summary>The file, where the document is made of several; else empty.</summary>
    public string File { get; init; } = "";

    /// <summary>True for a scalar without quotes (YAML): it may be meant as text whatever it looks like.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Fields of an object in the order of the file; comments (keys that start with <c>//</c>) left out.</summary>
    public ImmutableArray<DocumentField> Fields { get; init; } = [];

    /// <summary>Elements of a list.</summary>
    public ImmutableArray<DocumentNode> Items { get; init; } = [];

    /// <summary>One field of an object, or null.</summary>
    /// <param name="name">Its name.</param>
    public DocumentNode? this[string name] => Fields.FirstOrDefault(field => field.Name == name)?.Value;

    /// <summary>How messages call it.</summary>
    public string Word => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text \"{(Text.Length > 40 ? Text[..40] + "…" : Text)}\"",
        JsonValueKind.Number => $"the number {Text}",
        JsonValueKind.Null => "null",
        _ => Text,
    };

    /// <summary>The same value without places.</summary>
    public JsonNode? ToJson() => Kind switch
    {
        JsonValueKind.Object => new JsonObject(Fields.Select(field => KeyValuePair.Create(field.Name, field.Value.ToJson()))),
        JsonValueKind.Array => new JsonArray([.. Items.Select(item => item.ToJson())]),
        JsonValueKind.String => JsonValue.Create(Text),
        JsonValueKind.Null => null,
        _ => JsonNode.Parse(Text),
    };
}
