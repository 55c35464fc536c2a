using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Hdf5;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras.Weights;

/// <summary>Writes weights and optimizer state in the layout of Keras 3: a group for every layer, also for those without weights.</summary>
static class WeightWriter
{
    /// <summary>The bytes of a <c>.weights.h5</c> file.</summary>
    /// <exception cref="ArgumentException">A weight is missing or has another shape than the layer asks for.</exception>
    public static byte[] Write(Network network, WeightSet weights, Compilation? compilation, OptimizerState? state)
    {
        var root = new HdfNode();
        foreach (var place in WeightPlaces.Of(network).All())
        {
            Add(root.Group(place.Group), place, weights);
        }

        if (state is not null)
        {
            var optimizer = root.Group("optimizer/vars");
            optimizer.Texts["name"] = compilation?.Optimizer is { } settings
                ? settings.Config["name"]?.ToString() ?? LayerNames.Snake(settings.ClassName)
                : "optimizer";
            for (var index = 0; index < state.Variables.Length; index++)
            {
                optimizer.Datasets[index.ToString()] = state.Variables[index];
            }
        }

        return HdfWriter.Write(root);
    }

    static void Add(HdfNode group, WeightPlace place, WeightSet weights)
    {
        group.Group("vars").Texts["name"] = place.Layer.Name;
        var arrays = weights[place.Path];
        if (arrays.Length != place.Specs.Length)
        {
            throw new ArgumentException($"The layer {place.Path} has {arrays.Length} arrays of weights where {place.Specs.Length} are needed.", nameof(weights));
        }

        var datasets = place.Datasets();
        for (var index = 0; index < arrays.Length; index++)
        {
            var spec = place.Specs[index];
            if (!arrays[index].Shape.SequenceEqual(spec.Shape))
            {
                throw new ArgumentException($"The weight {spec.Name} of {place.Path} has shape ({string.Join(", ", arrays[index].Shape)}) instead of ({string.Join(", ", spec.Shape)}).", nameof(weights));
            }

            var cut = datasets[index].LastIndexOf('/');
            var holder = group.Group(datasets[index][..cut]);
            holder.Datasets[datasets[index][(cut + 1)..]] = arrays[index];
            if (spec.Group.Length > 0)
            {
                holder.Texts["name"] = InnerName(place.Layer, spec.Group);
            }
        }
    }

    /// <summary>Names that Keras gives to layers it makes inside others.</summary>
    static string InnerName(Layer layer, string group) => group switch
    {
        "output_dense" => "attention_output",
        "cell" when layer.ClassName.StartsWith("Conv", StringComparison.Ordinal) => "conv_lstm_cell",
        "cell" => $"{LayerNames.Snake(layer.ClassName)}_cell",
        _ when group.EndsWith("_dense", StringComparison.Ordinal) => group[..^"_dense".Length],
        _ => group,
    };
}
