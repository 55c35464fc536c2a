using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Keras.Config;

/// <summary>Reads the arguments of a layer's calls: tensors, constants, and lists and dictionaries of these.</summary>
/// <param name="draft">The network in the making.</param>
/// <param name="layer">The layer that is called.</param>
/// <param name="indices">Finds tensors.</param>
sealed class ArgumentReader(GraphDraft draft, Layer layer, NodeIndices indices)
{
    const string Tensor = "__keras_tensor__";

    /// <summary>Reads one call.</summary>
    /// <param name="node">Its <c>args</c> and <c>kwargs</c>.</param>
    public Call Read(JsonObject node)
    {
        if (node["args"] is not JsonArray arguments)
        {
            draft.Refuse(layer.Name, "A call has no list of arguments. The file is damaged.");
            return new() { Layer = 0 };
        }

        var keywords = ImmutableArray.CreateBuilder<KeyValuePair<string, Argument>>();
        foreach (var (key, value) in node["kwargs"] as JsonObject ?? [])
        {
            // What is None is what the layer does anyway.
            if (value is not null)
            {
                keywords.Add(KeyValuePair.Create(key, Argument(value)));
            }
        }

        return new() { Layer = 0, Arguments = [.. arguments.Select(Argument)], Keywords = keywords.ToImmutable() };
    }

    Argument Argument(JsonNode? node) => node switch
    {
        JsonObject item when item["class_name"].Text() == Tensor => new TensorArgument(indices.OfArgument((item["config"] as JsonObject)?["keras_history"], layer.Name)),
        JsonArray list when HoldsTensor(list) => new ListArgument([.. list.Select(Argument)]),
        JsonObject map when map["class_name"] is null && HoldsTensor(map) => Ordered(map),
        _ => new ConstantArgument(node?.DeepClone()),
    };

    /// <summary>A nested model that takes a dictionary gets its inputs in order.</summary>
    ListArgument Ordered(JsonObject map)
    {
        if (layer is not Network { InputKeys.Length: > 0 } network || !network.InputKeys.All(map.ContainsKey))
        {
            draft.Refuse(layer.Name, "It is called on a dictionary of tensors, which is only supported for nested models with inputs of these names. Call it on a list.");
            return new([]);
        }

        return new([.. network.InputKeys.Select(key => Argument(map[key]))]);
    }

    static bool HoldsTensor(JsonNode? node) => node switch
    {
        JsonObject map => map["class_name"].Text() == Tensor || map.Any(item => HoldsTensor(item.Value)),
        JsonArray list => list.Any(HoldsTensor),
        _ => false,
    };
}
