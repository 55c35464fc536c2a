using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeepAnatomy.Bench;

/// <summary>How results are written for machines.</summary>
static class Json
{
    public static JsonSerializerOptions Indented { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
