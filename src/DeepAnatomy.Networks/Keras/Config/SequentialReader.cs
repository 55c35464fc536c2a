using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Catalog;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Keras.Migration;

namespace DeepAnatomy.Networks.Keras.Config;

/// <summary>Reads a Sequential model.</summary>
/// <param name="reader">Reads the layers.</param>
/// <param name="draft">The network in the making.</param>
sealed class SequentialReader(NetworkReader reader, GraphDraft draft)
{
    public Network? Read(JsonObject config)
    {
        List<(Layer Layer, JsonObject Entry)> line = [];
        foreach (var node in (JsonArray)config["layers"]!)
        {
            if (node is not JsonObject entry || NetworkReader.NameOf(entry) is not { } name)
            {
                draft.Refuse("", "A layer has no name. The file is damaged.");
            }
            else if (reader.ReadLayer(entry, NetworkReader.Joined(draft.Path, name)) is { } layer)
            {
                line.Add((layer, entry));
            }
        }

        if (line.Count == 0 || line[0].Layer is not InputLayer)
        {
            if (InputShape(config, line) is not { } shape)
            {
                draft.Refuse("", "The model does not say the shape of its input. Call it once (or use an Input layer) in Keras and save it again.");
                return null;
            }

            line.Insert(0, (new InputLayer { Name = FreeName(line), Shape = shape }, []));
        }

        return Chain(config, line);
    }

    Network? Chain(JsonObject config, List<(Layer Layer, JsonObject Entry)> line)
    {
        var tensor = default(TensorRef);
        var isRewritten = false;
        for (var position = 0; position < line.Count; position++)
        {
            var (layer, entry) = line[position];
            if (position > 0 && layer is InputLayer)
            {
                draft.Refuse(layer.Name, "An input layer stands in the middle of a Sequential model. Build it as a Functional model.");
                return null;
            }

            var index = draft.Add(layer);
            if (index < 0)
            {
                return null;
            }

            draft.Calls.Add(new() { Layer = index, Arguments = position == 0 ? [] : [new TensorArgument(tensor)] });
            tensor = GraphRewriter.After(draft, entry, new(index));
            isRewritten |= GraphRewriter.IsMarked(entry);
        }

        return draft.Finish(new Network
        {
            Name = config["name"].Text() ?? "",
            Trainable = config["trainable"]?.ToString() != "false",
            IsSequential = !isRewritten,
            Layers = [],
            Calls = [],
            Inputs = [new(0)],
            Outputs = [tensor],
        });
    }

    static TensorShape? InputShape(JsonObject config, List<(Layer Layer, JsonObject Entry)> line)
    {
        var first = line.Count == 0 ? null : line[0].Entry["config"] as JsonObject;
        foreach (var node in new[] { first?["batch_shape"], first?["batch_input_shape"], config["build_input_shape"] })
        {
            if (node is JsonArray { Count: > 0 } sizes && sizes.All(size => size is null || size.Integer() is >= 0))
            {
                return new([.. sizes.Select(size => size.Integer())]);
            }
        }

        // A model may begin with another one, which knows its input.
        return line.Count > 0 && line[0].Layer is Network { Inputs: [var input] } inner ? (inner.Layers[input.Layer] as InputLayer)?.Shape : null;
    }

    static string FreeName(List<(Layer Layer, JsonObject Entry)> line)
    {
        var name = "input_layer";
        for (var number = 1; line.Any(item => item.Layer.Name == name); number++)
        {
            name = $"input_layer_{number}";
        }

        return name;
    }
}
