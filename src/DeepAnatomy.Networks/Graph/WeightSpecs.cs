using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph;

/// <summary>All weights of a network.</summary>
public static class WeightSpecs
{
    /// <summary>Lists the layers that own weights, in model order; nested networks in place, a shared layer once.</summary>
    /// <param name="network">The network.</param>
    /// <returns>Path of each layer (as in <see cref="WeightSet"/>) with its weights in the order of <see cref="Layer.Weights"/>.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static IEnumerable<KeyValuePair<string, ImmutableArray<WeightSpec>>> Of(Network network)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return Inside(network, [], "").Where(layer => seen.Add(layer.Key));
    }

    static IEnumerable<KeyValuePair<string, ImmutableArray<WeightSpec>>> Inside(Network network, ImmutableArray<TensorShape> inputs, string prefix)
    {
        var shapes = ShapeInference.Of(network, inputs);
        for (var index = 0; index < network.Layers.Length; index++)
        {
            // The first call builds the layer.
            if (network.Calls.FirstOrDefault(call => call.Layer == index) is { } first)
            {
                foreach (var owner in Of(network.Layers[index], [.. first.Tensors.Select(tensor => shapes[tensor])], prefix + network.Layers[index].Name))
                {
                    yield return owner;
                }
            }
        }
    }

    static IEnumerable<KeyValuePair<string, ImmutableArray<WeightSpec>>> Of(Layer layer, ImmutableArray<TensorShape> inputs, string path)
    {
        if (layer is Network nested)
        {
            return Inside(nested, inputs, path + "/");
        }

        var own = layer.Weights(inputs);
        var inside = layer.Children.SelectMany(child => Of(child.Value, layer.ChildInputs(child.Value, inputs), $"{path}/{child.Key}"));
        return own.IsEmpty ? inside : inside.Prepend(KeyValuePair.Create(path, own));
    }
}
