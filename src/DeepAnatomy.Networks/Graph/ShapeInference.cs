using System.Collections.Immutable;

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
        Dictionary<TensorRef, TensorShape> shapes = [];
        for (var index = 0; index < inputs.Length; index++)
        {
            shapes[network.Inputs[index]] = inputs[index];
        }

        foreach (var call in network.Calls)
        {
            if (shapes.ContainsKey(new(call.Layer, call.Number)))
            {
                continue;
            }

            var outputs = network.Layers[call.Layer].OutputShapes(call, [.. call.Tensors.Select(tensor => shapes[tensor])]);
            for (var index = 0; index < outputs.Length; index++)
            {
                shapes[new(call.Layer, call.Number, index)] = outputs[index];
            }
        }

        return shapes;
    }
}
