using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Keras.Migration;

namespace DeepAnatomy.Networks.Keras.Config;

/// <summary>Reads a Functional model: layers, their calls, inputs and outputs.</summary>
/// <param name="reader">Reads the layers.</param>
/// <param name="draft">The network in the making.</param>
sealed class FunctionalReader(NetworkReader reader, GraphDraft draft)
{
    readonly List<(int Layer, JsonObject Entry)> entries = [];
    readonly Dictionary<TensorRef, TensorRef> replaced = [];

    public Network? Read(JsonObject config)
    {
        foreach (var node in (JsonArray)config["layers"]!)
        {
            AddLayer(node);
        }

        if (draft.Layers.Count < ((JsonArray)config["layers"]!).Count)
        {
            return null;
        }

        var indices = NodeIndices.Of(draft, config, entries);
        foreach (var (layer, entry) in entries)
        {
            AddCalls(layer, entry, indices);
        }

        MapReplaced();
        var (inputs, inputKeys) = Leaves(config["input_layers"], indices, "input_layers");
        var (outputs, outputKeys) = Leaves(config["output_layers"], indices, "output_layers");
        return inputs.IsEmpty || outputs.IsEmpty ? null : draft.Finish(new Network
        {
            Name = config["name"].Text() ?? "",
            Trainable = config["trainable"]?.ToString() != "false",
            Layers = [],
            Calls = [],
            Inputs = inputs,
            InputKeys = inputKeys,
            Outputs = [.. outputs.Select(Replaced)],
            OutputKeys = outputKeys,
        });
    }

    void AddLayer(JsonNode? node)
    {
        if (node is not JsonObject entry || NetworkReader.NameOf(entry) is not { } name)
        {
            draft.Refuse("", "A layer has no name. The file is damaged.");
        }
        else if (reader.ReadLayer(entry, NetworkReader.Joined(draft.Path, name)) is { } layer)
        {
            // Calls refer to the name of the entry.
            var index = draft.Add(layer.Name == name ? layer : layer with { Name = name });
            if (index >= 0)
            {
                entries.Add((index, entry));
            }
        }
    }

    void AddCalls(int layer, JsonObject entry, NodeIndices indices)
    {
        var nodes = entry["inbound_nodes"] as JsonArray ?? [];
        if (draft.Layers[layer] is InputLayer)
        {
            draft.Calls.Add(new() { Layer = layer });
            return;
        }

        var arguments = new ArgumentReader(draft, draft.Layers[layer], indices);
        for (var number = 0; number < nodes.Count; number++)
        {
            if (nodes[number] is not JsonObject node)
            {
                draft.Refuse(draft.Layers[layer].Name, "A call has an unknown form. The file is damaged.");
                continue;
            }

            draft.Calls.Add(arguments.Read(node) with { Layer = layer, Number = number });
            var made = new TensorRef(layer, number);
            var after = GraphRewriter.After(draft, entry, made);
            if (after != made)
            {
                replaced[made] = after;
            }
        }
    }

    void MapReplaced()
    {
        for (var index = 0; replaced.Count > 0 && index < draft.Calls.Count; index++)
        {
            if (!draft.Rewritten.Contains(index))
            {
                draft.Calls[index] = draft.Calls[index] with
                {
                    Arguments = [.. draft.Calls[index].Arguments.Select(argument => argument.Map(Replaced))],
                    Keywords = [.. draft.Calls[index].Keywords.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Map(Replaced)))],
                };
            }
        }
    }

    TensorRef Replaced(TensorRef tensor) => replaced.GetValueOrDefault(tensor, tensor);

    /// <summary>Inputs and outputs: one leaf, a list of leaves, or a dictionary.</summary>
    (ImmutableArray<TensorRef> Tensors, ImmutableArray<string> Keys) Leaves(JsonNode? node, NodeIndices indices, string key)
    {
        switch (node)
        {
            case JsonArray { Count: 3 } leaf when leaf[0].Text() is not null:
                return ([indices.OfLeaf(leaf, key)], []);
            case JsonArray list when list.All(item => item is JsonArray):
                return ([.. list.Select(item => indices.OfLeaf(item, key))], []);
            case JsonObject map when map.All(item => item.Value is JsonArray):
                return ([.. map.Select(item => indices.OfLeaf(item.Value, key))], [.. map.Select(item => item.Key)]);
            default:
                draft.Refuse("", $"Its {key} have a form that is not supported: only one tensor, a list or a dictionary of tensors is. Rebuild the model in this form.");
                return ([], []);
        }
    }
}
