using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Keras.Config;

/// <summary>
/// Finds tensors by what the file calls them: layer, node, output. The first call of a layer is node 0, but for nested models there are two traps:
/// Keras 3 counts the calls of a nested Functional from 1 in <c>output_layers</c> (and from 0 elsewhere), Keras 2 counts those of any nested model from 1 everywhere.
/// </summary>
sealed class NodeIndices
{
    readonly GraphDraft draft;
    readonly Dictionary<int, int> callCounts = [];
    readonly Dictionary<int, (int Inner, int Leaf)> firsts = [];

    NodeIndices(GraphDraft draft) => this.draft = draft;

    /// <summary>Looks at all references of a model.</summary>
    /// <param name="draft">The network in the making, with all layers.</param>
    /// <param name="config">Settings of the model.</param>
    /// <param name="entries">Layers with their entries.</param>
    public static NodeIndices Of(GraphDraft draft, JsonObject config, IEnumerable<(int Layer, JsonObject Entry)> entries)
    {
        var indices = new NodeIndices(draft);
        var isOld = false;
        foreach (var (layer, entry) in entries)
        {
            indices.callCounts[layer] = Math.Max(draft.Layers[layer] is Graph.Layers.InputLayer ? 1 : 0, (entry["inbound_nodes"] as JsonArray)?.Count ?? 0);
            isOld |= entry[LegacyMark] is not null;
        }

        List<(string Layer, int Node)> inner = [], leaves = [];
        foreach (var (_, entry) in entries)
        {
            Collect(entry["inbound_nodes"], inner);
        }

        Collect(config["input_layers"], leaves);
        Collect(config["output_layers"], leaves);
        foreach (var (layer, _) in entries)
        {
            if (draft.Layers[layer] is Network network)
            {
                indices.firsts[layer] = (
                    indices.First(layer, inner, isOld ? 1 : 0),
                    indices.First(layer, leaves, isOld || !network.IsSequential ? 1 : 0));
            }
        }

        return indices;
    }

    /// <summary>Stands in entries whose nodes were in the form of Keras 2.</summary>
    public const string LegacyMark = "$keras2";

    /// <summary>The tensor that an argument names.</summary>
    /// <param name="history">Layer, node, output.</param>
    /// <param name="caller">Name of the layer that takes it, for messages.</param>
    public TensorRef OfArgument(JsonNode? history, string caller) => Find(history, caller, first => first.Inner);

    /// <summary>The tensor that goes into or comes out of the model.</summary>
    /// <param name="leaf">Layer, node, output.</param>
    /// <param name="key">The key it stands under, for messages.</param>
    public TensorRef OfLeaf(JsonNode? leaf, string key) => Find(leaf, key, first => first.Leaf);

    TensorRef Find(JsonNode? node, string user, Func<(int Inner, int Leaf), int> first)
    {
        if (node is not JsonArray { Count: >= 3 } history || history[0].Text() is not { } name || history[1].Integer() is not { } number || history[2].Integer() is not { } output)
        {
            draft.Refuse(user, "A reference to a tensor has an unknown form. The file is damaged.");
            return default;
        }

        var layer = draft.IndexOf(name);
        var call = layer >= 0 && firsts.TryGetValue(layer, out var numbers) ? number - first(numbers) : number;
        if (layer < 0 || call < 0 || call >= callCounts.GetValueOrDefault(layer) || output < 0)
        {
            draft.Refuse(user, $"It takes output {output} of call {number} of the layer '{name}', which does not exist. The file is damaged.");
            return default;
        }

        return new(layer, call, output);
    }

    /// <summary>Number of a nested model's first call: what fits all references, the custom of the version where both do.</summary>
    int First(int layer, List<(string Layer, int Node)> references, int custom)
    {
        var name = draft.Layers[layer].Name;
        var numbers = references.Where(reference => reference.Layer == name).Select(reference => reference.Node).ToList();
        if (numbers.Count == 0)
        {
            return custom;
        }

        var (fitsZero, fitsOne) = (numbers.Max() < callCounts[layer], numbers.Min() > 0);
        return fitsZero == fitsOne ? custom : fitsOne ? 1 : 0;
    }

    static void Collect(JsonNode? node, List<(string Layer, int Node)> references)
    {
        switch (node)
        {
            case JsonArray list when list.Count >= 3 && list[0].Text() is { } name && list[1].Integer() is { } number && list[2].Integer() is not null:
                references.Add((name, number));
                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Collect(item, references);
                }

                break;
            case JsonObject map:
                foreach (var (_, value) in map)
                {
                    Collect(value, references);
                }

                break;
        }
    }
}
