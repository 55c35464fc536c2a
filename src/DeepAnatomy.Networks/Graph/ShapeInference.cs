using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Graph;

/// <summary>Shapes of all tensors of a network.</summary>
static class ShapeInference
{
    /// <summary>Goes through all calls.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Shapes of the inputs; empty to take those of the input layers.</param>
    /// <exception cref="ShapeException">A call's inputs do not fit; names the layer.</exception>
    public static Dictionary<TensorRef, TensorShape> Of(Network network, ImmutableArray<TensorShape> inputs)
    {
        var shapes = Given(network, inputs);
        foreach (var call in network.Calls)
        {
            if (shapes.ContainsKey(new(call.Layer, call.Number)))
            {
                continue;
            }

            var outputs = Outputs(network, call, shapes);
            for (var index = 0; index < outputs.Length; index++)
            {
                shapes[new(call.Layer, call.Number, index)] = outputs[index];
            }
        }

        return shapes;
    }

    /// <summary>The shapes given for the inputs of a network.</summary>
    /// <exception cref="ShapeException">Their number is not that of the network’s inputs.</exception>
    public static Dictionary<TensorRef, TensorShape> Given(Network network, ImmutableArray<TensorShape> inputs)
    {
        if (inputs.Length > 0 && inputs.Length != network.Inputs.Length)
        {
            throw new ShapeException($"{network.Name} takes {network.Inputs.Length} inputs, not {inputs.Length}.");
        }

        Dictionary<TensorRef, TensorShape> shapes = [];
        for (var index = 0; index < inputs.Length; index++)
        {
            shapes[network.Inputs[index]] = inputs[index];
        }

        return shapes;
    }

    /// <summary>Shapes of the inputs as the input layers say.</summary>
    /// <exception cref="ShapeException">An input is not made by an input layer.</exception>
    public static ImmutableArray<TensorShape> Inputs(Network network) =>
    [
        .. network.Inputs.Select(input => input.Layer >= 0 && input.Layer < network.Layers.Length && network.Layers[input.Layer] is InputLayer layer
            ? layer.Shape
            : throw new ShapeException($"An input of {network.Name} is no input layer.")),
    ];

    static ImmutableArray<TensorShape> Outputs(Network network, Call call, Dictionary<TensorRef, TensorShape> shapes)
    {
        if (call.Layer < 0 || call.Layer >= network.Layers.Length)
        {
            throw new ShapeException($"There is no layer number {call.Layer}.");
        }

        var layer = network.Layers[call.Layer];
        try
        {
            return layer.OutputShapes(call, [.. call.Tensors.Select(tensor => shapes.TryGetValue(tensor, out var shape) ? shape : throw new ShapeException("An input is made by no call before."))]);
        }
        catch (ShapeException e)
        {
            throw new ShapeException($"{layer.Name} ({layer.ClassName}): {e.Message}");
        }
        catch (OverflowException)
        {
            throw new ShapeException($"{layer.Name} ({layer.ClassName}): a size is beyond 2³¹.");
        }
    }
}
