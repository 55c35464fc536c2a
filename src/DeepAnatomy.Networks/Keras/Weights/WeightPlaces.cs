using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Keras.Weights;

/// <summary>Finds out where the weights of a model lie in a file of Keras 3. Source: <c>keras/src/saving/saving_lib.py</c>.</summary>
static class WeightPlaces
{
    /// <summary>The place of a whole model.</summary>
    /// <param name="network">The model.</param>
    /// <exception cref="ShapeException">The layers do not fit each other.</exception>
    public static WeightPlace Of(Network network) => Of(network, "", "", []);

    static WeightPlace Of(Layer layer, string path, string group, ImmutableArray<TensorShape> inputs) => layer switch
    {
        Network network => new(network, path, group, [], Members(network, path, group, inputs)),
        _ => new(layer, path, group, layer.Weights(inputs), [.. layer.Children.Select(child =>
            Of(child.Value, Joined(path, child.Key), Joined(group, child.Key), ChildInputs(layer, inputs)))]),
    };

    static ImmutableArray<WeightPlace> Members(Network network, string path, string group, ImmutableArray<TensorShape> inputs)
    {
        var shapes = ShapeInference.Of(network, inputs);
        var calls = network.Calls.Where(call => call.Number == 0).ToDictionary(call => call.Layer);
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        var members = ImmutableArray.CreateBuilder<WeightPlace>();
        for (var index = 0; index < network.Layers.Length; index++)
        {
            var layer = network.Layers[index];
            if (layer is Operation || (network.IsSequential && layer is InputLayer))
            {
                continue;
            }

            ImmutableArray<TensorShape> own = [.. calls[index].Tensors.Select(tensor => shapes[tensor])];
            members.Add(Of(layer, Joined(path, layer.Name), Joined(group, $"layers/{Key(layer, counts)}"), own));
        }

        return members.ToImmutable();
    }

    /// <summary>Groups are named after the class, counted per class; the user's name is an attribute.</summary>
    static string Key(Layer layer, Dictionary<string, int> counts)
    {
        var stem = LayerNames.Snake(layer.ClassName);
        var number = counts.GetValueOrDefault(stem);
        counts[stem] = number + 1;
        return number == 0 ? stem : $"{stem}_{number}";
    }

    static ImmutableArray<TensorShape> ChildInputs(Layer layer, ImmutableArray<TensorShape> inputs) => layer is TimeDistributed
        ? [.. inputs.Select(shape => shape.Rank > 1 ? new TensorShape(shape.Sizes.RemoveAt(1)) : shape)]
        : inputs;

    static string Joined(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
