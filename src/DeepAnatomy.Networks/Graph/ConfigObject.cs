using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph;

/// <summary>A serialised object of Keras that is data for us: an initializer, regularizer, constraint, optimizer, schedule, loss or metric. Nothing is executed.</summary>
/// <param name="ClassName">Class, e.g. <c>GlorotUniform</c>; for a function its name.</param>
/// <param name="Config">Settings; an unknown one is refused where it is used.</param>
/// <param name="Module">Public path of the module, e.g. <c>keras.initializers</c>.</param>
public sealed record ConfigObject(string ClassName, JsonObject Config, string Module)
{
    /// <summary>A name in the spelling by which objects are compared: <c>GlorotUniform</c>, <c>glorot_uniform</c> and <c>Custom&gt;GlorotUniform</c> are one.</summary>
    /// <param name="name">Name of a class or function.</param>
    public static string Key(string name) => name[(name.LastIndexOf('>') + 1)..].Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Reads an object in any of the forms that Keras writes: a name, a serialised object, or a serialised function.</summary>
    /// <param name="node">The JSON.</param>
    /// <param name="module">Module to note where the file has none.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static ConfigObject Read(JsonNode node, string module)
    {
        if (Text(node) is { } name)
        {
            return new(name, [], module);
        }

        if (node is not JsonObject entry || Text(entry["class_name"]) is not { } className)
        {
            throw new ArgumentException($"{Shortened(node)} is neither a name nor a serialised object.");
        }

        var written = Text(entry["module"]) ?? module;
        return entry["config"] switch
        {
            null => new(className, [], written),
            JsonObject config => new(className, (JsonObject)config.DeepClone(), written),
            var function when className == "function" && Text(function) is { } functionName => new(functionName, [], written),
            _ => throw new ArgumentException($"The config of {className} is neither an object nor a function's name."),
        };
    }

    /// <summary>The serialised object.</summary>
    public JsonObject Write() => new()
    {
        ["module"] = Module,
        ["class_name"] = ClassName,
        ["config"] = Config.DeepClone(),
        ["registered_name"] = null,
    };

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    static string Shortened(JsonNode node) => node.ToJsonString() is { Length: > 60 } text ? text[..60] + "…" : node.ToJsonString();
}
