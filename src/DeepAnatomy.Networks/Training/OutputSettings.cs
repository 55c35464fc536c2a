using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Training;

/// <summary>Splits what a compilation says for all outputs at once (one thing, a list, or a map by name) into what it says for each.</summary>
public static class OutputSettings
{
    /// <summary>Names of a network's outputs: those of the layers that make them.</summary>
    /// <param name="network">The network.</param>
    public static ImmutableArray<string> Names(Network network) => [.. network.Outputs.Select(output => network.Layers[output.Layer].Name)];

    /// <summary>The loss of each output; null where an output has none. One loss for several outputs holds for each.</summary>
    /// <param name="loss">Losses as Keras serialises them.</param>
    /// <param name="outputs">Names of the outputs.</param>
    /// <exception cref="ArgumentException">The numbers differ, a name is unknown, or something is not a loss.</exception>
    public static ImmutableArray<ConfigObject?> Losses(JsonNode? loss, ImmutableArray<string> outputs) =>
        [.. Split(loss, outputs, "loss", IsOne(loss)).Select(node => node is null ? null : ConfigObject.Read(node is JsonArray { Count: 1 } list ? list[0]! : node, "keras.losses"))];

    /// <summary>The weight of each output's loss; 1 where nothing is said.</summary>
    /// <param name="weights">Weights as Keras serialises them.</param>
    /// <param name="outputs">Names of the outputs.</param>
    /// <exception cref="ArgumentException">The numbers differ, a name is unknown, or something is not a number.</exception>
    public static ImmutableArray<double> LossWeights(JsonNode? weights, ImmutableArray<string> outputs) =>
        [.. Split(weights, outputs, "loss_weights", IsOne(weights)).Select(Number)];

    /// <summary>The metrics of each output.</summary>
    /// <param name="metrics">Metrics as Keras serialises them.</param>
    /// <param name="outputs">Names of the outputs.</param>
    /// <exception cref="ArgumentException">The numbers differ, a name is unknown, or something is not a metric.</exception>
    public static ImmutableArray<ImmutableArray<ConfigObject>> Metrics(JsonNode? metrics, ImmutableArray<string> outputs)
    {
        var flat = outputs.Length == 1 && metrics is JsonArray;
        ImmutableArray<JsonNode?> split = flat ? [metrics] : Split(metrics, outputs, "metrics", IsOne(metrics));
        return [.. split.Select(node => Flat(node).Select(metric => ConfigObject.Read(metric, "keras.metrics")).ToImmutableArray())];
    }

    static bool IsOne(JsonNode? node) => node is JsonValue || (node is JsonObject entry && entry.ContainsKey("class_name"));

    static ImmutableArray<JsonNode?> Split(JsonNode? node, ImmutableArray<string> outputs, string what, bool one) => node switch
    {
        null => [.. outputs.Select(_ => (JsonNode?)null)],
        _ when one => [.. outputs.Select(_ => node)],
        JsonArray list when list.Count == outputs.Length => [.. list],
        JsonArray list => throw new ArgumentException($"The compilation has {list.Count} entries in '{what}' for {outputs.Length} outputs."),
        JsonObject map => ByName(map, outputs, what),
        _ => throw new ArgumentException($"'{what}' is neither a list nor a map by output."),
    };

    static ImmutableArray<JsonNode?> ByName(JsonObject map, ImmutableArray<string> outputs, string what)
    {
        var unknown = map.Select(entry => entry.Key).Where(name => !outputs.Contains(name)).ToArray();
        return unknown.Length == 0
            ? [.. outputs.Select(name => map[name])]
            : throw new ArgumentException($"'{what}' names outputs that the model does not have: {string.Join(", ", unknown)}; it has {string.Join(", ", outputs)}.");
    }

    static IEnumerable<JsonNode> Flat(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list.SelectMany(Flat),
        _ => [node],
    };

    static double Number(JsonNode? node) => node switch
    {
        null => 1,
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"The loss weight {node.ToJsonString()} is not a number."),
    };
}
