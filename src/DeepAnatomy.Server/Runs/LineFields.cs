using System.Text.Json;
using DeepAnatomy.Operations.Monitoring;

namespace DeepAnatomy.Server.Runs;

/// <summary>Reads fields of a line of the protocol; what is missing or of another kind is empty.</summary>
static class LineFields
{
    public static string Word(RunEvent line, string name) => Field(line, name) is { ValueKind: JsonValueKind.String } word ? word.GetString()! : "";

    public static double? Number(RunEvent line, string name) => Field(line, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    public static bool IsTrue(RunEvent line, string name) => Field(line, name) is { ValueKind: JsonValueKind.True };

    static JsonElement? Field(RunEvent line, string name)
    {
        using var document = JsonDocument.Parse(line.Json);
        return document.RootElement.TryGetProperty(name, out var field) ? field.Clone() : null;
    }
}
