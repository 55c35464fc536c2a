using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace DeepAnatomy.Server.Hosting;

/// <summary>How the server writes and reads JSON.</summary>
static class JsonForm
{
    public static JsonSerializerOptions Options { get; } = Set(new(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        // Words of people never look like a page, whoever shows the answer; letters of all languages stay readable.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        return options;
    }
}
