using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Catalog;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Keras.Config;

/// <summary>Writes a network as a model object in the dialect that every Keras from 3.3 on reads: no argument at its default that an older version does not know, plain precision names, leaves in lists.</summary>
static class NetworkWriter
{
    /// <summary>The object with <c>module</c>, <c>class_name</c>, <c>config</c>, <c>registered_name</c>.</summary>
    /// <exception cref="ArgumentException">Keras 3 cannot express a layer.</exception>
    public static JsonObject Write(Network network) => Write(network, []);

    static JsonObject Write(Network network, ImmutableArray<TensorShape> inputs)
    {
        var shapes = ShapeInference.Of(network, inputs);
        return network.IsSequential
            ? Object("keras", "Sequential", null, Sequential(network))
            : Object("keras.src.models.functional", "Functional", "Functional", Functional(network, shapes));
    }

    static JsonObject Object(string module, string className, string? registered, JsonObject config) => new()
    {
        ["module"] = module,
        ["class_name"] = className,
        ["config"] = config,
        ["registered_name"] = registered,
    };

    static JsonObject Sequential(Network network)
    {
        var input = (InputLayer)network.Layers[network.Inputs[0].Layer];
        return new()
        {
            ["name"] = network.Name,
            ["trainable"] = network.Trainable,
            ["dtype"] = network.Precision,
            ["layers"] = new JsonArray([.. network.Calls.Select(call => LayerCatalog.Write(network.Layers[call.Layer], Write))]),
            ["build_input_shape"] = Shape(input.Shape),
        };
    }

    static JsonObject Functional(Network network, Dictionary<TensorRef, TensorShape> shapes)
    {
        JsonArray layers = [];
        for (var index = 0; index < network.Layers.Length; index++)
        {
            var layer = network.Layers[index];
            var entry = LayerCatalog.Write(layer, Write);
            entry["name"] = layer.Name;
            entry["inbound_nodes"] = layer is InputLayer
                ? new JsonArray()
                : new JsonArray([.. network.Calls.Where(call => call.Layer == index).OrderBy(call => call.Number).Select(call => Node(network, call, shapes))]);
            layers.Add(entry);
        }

        return new()
        {
            ["name"] = network.Name,
            ["trainable"] = network.Trainable,
            ["layers"] = layers,
            ["input_layers"] = Leaves(network, network.Inputs, network.InputKeys),
            ["output_layers"] = Leaves(network, network.Outputs, network.OutputKeys),
        };
    }

    static JsonObject Node(Network network, Call call, Dictionary<TensorRef, TensorShape> shapes)
    {
        JsonObject keywords = [];
        foreach (var (key, value) in call.Keywords)
        {
            keywords[key] = Argument(network, value, shapes);
        }

        // A nested model that takes a dictionary was given its inputs in order.
        var arguments = network.Layers[call.Layer] is Network { InputKeys.Length: > 0 } inner && call.Arguments is [ListArgument list] && list.Items.Length == inner.InputKeys.Length
            ? new JsonArray(new JsonObject(inner.InputKeys.Zip(list.Items, (key, item) => KeyValuePair.Create(key, Argument(network, item, shapes)))))
            : new JsonArray([.. call.Arguments.Select(argument => Argument(network, argument, shapes))]);
        return new() { ["args"] = arguments, ["kwargs"] = keywords };
    }

    static JsonNode? Argument(Network network, Argument argument, Dictionary<TensorRef, TensorShape> shapes) => argument switch
    {
        TensorArgument tensor => new JsonObject
        {
            ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject
            {
                ["shape"] = Shape(shapes[tensor.Tensor]),
                ["dtype"] = "float32",
                ["keras_history"] = new JsonArray(network.Layers[tensor.Tensor.Layer].Name, tensor.Tensor.Call, tensor.Tensor.Output),
            },
        },
        ListArgument list => new JsonArray([.. list.Items.Select(item => Argument(network, item, shapes))]),
        ConstantArgument constant => constant.Value?.DeepClone(),
        _ => throw new ArgumentException($"An argument of type {argument.GetType().Name} cannot be written.", nameof(argument)),
    };

    static JsonNode Leaves(Network network, ImmutableArray<TensorRef> tensors, ImmutableArray<string> keys) => keys.IsEmpty
        ? new JsonArray([.. tensors.Select(tensor => Leaf(network, tensor))])
        : new JsonObject(keys.Zip(tensors, (key, tensor) => KeyValuePair.Create(key, (JsonNode?)Leaf(network, tensor))));

    /// <summary>Calls of a nested Functional count from 1 here, and only here.</summary>
    static JsonArray Leaf(Network network, TensorRef tensor) =>
        [network.Layers[tensor.Layer].Name, tensor.Call + (network.Layers[tensor.Layer] is Network { IsSequential: false } ? 1 : 0), tensor.Output];

    static JsonArray Shape(TensorShape shape) => new([.. shape.Sizes.Select(size => (JsonNode?)size)]);
}
