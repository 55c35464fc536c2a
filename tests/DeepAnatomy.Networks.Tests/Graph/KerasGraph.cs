using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Catalog;

namespace DeepAnatomy.Networks.Tests.Graph;

/// <summary>Reads the graph of a well-formed file of Keras 3, with what the file says about shapes.</summary>
static class KerasGraph
{
    public static Network Read(JsonObject model)
    {
        var config = model["config"]!.AsObject();
        var entries = config["layers"]!.AsArray().Select(node => node!.AsObject()).ToList();
        ImmutableArray<Layer> layers = [.. entries.Select(ReadLayer)];
        if (model["class_name"]!.ToString() == "Sequential")
        {
            ImmutableArray<Call> line = [.. layers.Select((_, index) => new Call { Layer = index, Arguments = index == 0 ? [] : [new TensorArgument(new(index - 1))] })];
            return new() { Name = config["name"]!.ToString(), IsSequential = true, Layers = layers, Calls = line, Inputs = [new(0)], Outputs = [new(layers.Length - 1)] };
        }

        var names = entries.Select((entry, index) => (Name: entry["name"]!.ToString(), Index: index)).ToDictionary(pair => pair.Name, pair => pair.Index);
        List<Call> calls = [];
        for (var index = 0; index < entries.Count; index++)
        {
            var nodes = entries[index]["inbound_nodes"]!.AsArray();
            if (nodes.Count == 0)
            {
                calls.Add(new() { Layer = index });
            }

            for (var number = 0; number < nodes.Count; number++)
            {
                calls.Add(new()
                {
                    Layer = index,
                    Number = number,
                    Arguments = [.. nodes[number]!["args"]!.AsArray().Select(node => ReadArgument(node, names))],
                    Keywords = [.. nodes[number]!["kwargs"]!.AsObject().Select(pair => KeyValuePair.Create(pair.Key, ReadArgument(pair.Value, names)))],
                });
            }
        }

        return ModelOrder.Arrange(new()
        {
            Name = config["name"]!.ToString(),
            Layers = layers,
            Calls = [.. calls],
            Inputs = Ends(config["input_layers"]!.AsArray(), names, entries),
            Outputs = Ends(config["output_layers"]!.AsArray(), names, entries),
        });
    }

    /// <summary>For every tensor that a model names as an input of a call: layer, call, output, and the shape that Keras gave it.</summary>
    public static IEnumerable<(string Layer, int Call, int Output, TensorShape Shape)> Tensors(JsonNode? node)
    {
        if (node is JsonObject { Count: 2 } entry && entry["class_name"]?.ToString() == "__keras_tensor__")
        {
            var history = entry["config"]!["keras_history"]!.AsArray();
            yield return (history[0]!.ToString(), (int)history[1]!, (int)history[2]!, new([.. entry["config"]!["shape"]!.AsArray().Select(size => (int?)size)]));
        }

        var children = node switch
        {
            JsonObject map => map.Select(pair => pair.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var tensor in children.SelectMany(Tensors))
        {
            yield return tensor;
        }
    }

    static Layer ReadLayer(JsonObject entry)
    {
        List<Problem> problems = [];
        var layer = LayerCatalog.Read(entry, entry["name"]?.ToString() ?? "layer", problems, (inner, _) => Read(inner));
        Assert.Empty(problems);
        return layer!;
    }

    static Argument ReadArgument(JsonNode? node, Dictionary<string, int> names)
    {
        if (node is JsonObject entry && entry["class_name"]?.ToString() == "__keras_tensor__")
        {
            var history = entry["config"]!["keras_history"]!.AsArray();
            return new TensorArgument(new(names[history[0]!.ToString()], (int)history[1]!, (int)history[2]!));
        }

        return node is JsonArray list && Tensors(list).Any() ? new ListArgument([.. list.Select(item => ReadArgument(item, names))]) : new ConstantArgument(node);
    }

    // The calls of a nested Functional count from 1 here, all others from 0.
    static ImmutableArray<TensorRef> Ends(JsonArray ends, Dictionary<string, int> names, List<JsonObject> entries)
    {
        TensorRef End(JsonArray leaf)
        {
            var layer = names[leaf[0]!.ToString()];
            return new(layer, (int)leaf[1]! - (entries[layer]["class_name"]!.ToString() == "Functional" ? 1 : 0), (int)leaf[2]!);
        }

        return ends[0] is JsonArray ? [.. ends.Select(leaf => End(leaf!.AsArray()))] : [End(ends)];
    }
}
