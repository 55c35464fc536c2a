using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Values of operations' settings that Keras knows and this product does not.</summary>
static class OperationRules
{
    /// <summary>Adds a problem for each setting with a value that is not supported, or not of the right kind.</summary>
    public static void Check(Operation operation, string path, ICollection<Problem> problems)
    {
        foreach (var (key, value) in operation.Settings)
        {
            if (value is not null && Fault(operation.ClassName, key, value) is { } fault)
            {
                problems.Add(new($"{path}.{key}", $"{operation.ClassName} with {key} = {JsonValues.Shown(value)} is not supported; {fault}."));
            }
        }
    }

    static string? Fault(string className, string key, JsonNode value) => (className, key) switch
    {
        ("Resize", "interpolation") => OneOf(value, "nearest", "bilinear"),
        ("Resize", "antialias" or "crop_to_aspect_ratio" or "pad_to_aspect_ratio") or ("OneHot", "sparse") => value.GetValueKind() == System.Text.Json.JsonValueKind.False ? null : "only false is",
        ("Pad", "mode") => OneOf(value, "constant", "reflect", "symmetric"),
        ("Normalize", "order") => value.ToJsonString() is "2" or "2.0" ? null : "only 2 is",
        (_, "data_format") => OneOf(value, "channels_last", "channels_first"),
        (_, "padding") => OneOf(value, "valid", "same"),
        (_, "keepdims" or "approximate") => Readable(() => JsonValues.Truth(value)),
        (_, "axis" or "axes" or "newshape" or "shape" or "size" or "source" or "destination" or "pool_size" or "strides") => Readable(() => JsonValues.Sizes(value)),
        (_, "axis1" or "axis2" or "num_classes" or "decimals") => Readable(() => JsonValues.Integer(value)),
        (_, "negative_slope" or "alpha" or "threshold" or "b" or "epsilon" or "fill_value" or "initial") => Readable(() => JsonValues.Number(value)),
        _ => null,
    };

    static string? OneOf(JsonNode value, params string[] known) => known.Contains((value as JsonValue)?.ToString()) ? null : $"supported are {string.Join(", ", known)}";

    static string? Readable<T>(Func<T> read)
    {
        try
        {
            read();
            return null;
        }
        catch (SettingException e)
        {
            return e.Message;
        }
    }
}
