using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Keras.Hdf5;
using DeepAnatomy.Networks.Keras.Legacy;
using DeepAnatomy.Networks.Keras.Migration;

namespace DeepAnatomy.Networks.Keras.Weights;

/// <summary>Reads weights out of legacy HDF5 files: a group for each layer, with its weights in order of training first.</summary>
/// <param name="root">The group that holds the groups of the layers.</param>
/// <param name="model">The places of the model.</param>
/// <param name="context">What is known about the file.</param>
/// <param name="problems">Everything that is missing or does not fit is added here.</param>
sealed class LegacyWeights(HdfGroup root, WeightPlace model, LegacyContext context, ICollection<Problem> problems)
{
    readonly Dictionary<WeightPlace, HdfDataset?[]> found = [];

    /// <summary>Reads the weights.</summary>
    /// <param name="byName">Match layers by name instead of by position.</param>
    public WeightSet Read(bool byName)
    {
        if (root.Attributes.Texts("layer_names") is not { } names)
        {
            problems.Add(new("model", "The file has no list of layers (layer_names): it holds no weights of a Keras model. Use a file made by model.save or model.save_weights."));
            return new([]);
        }

        List<(string Name, HdfGroup Group, ImmutableArray<string> Weights)> groups = [];
        foreach (var name in names)
        {
            if (root.Group(name) is { } group && group.Attributes.Texts("weight_names") is { Length: > 0 } weights)
            {
                groups.Add((name, group, weights));
            }
        }

        var layers = model.Children.Where(child => child.Legacy().Any()).ToList();
        if (byName)
        {
            MatchByName(layers, groups);
        }
        else if (layers.Count != groups.Count)
        {
            problems.Add(new("model", $"It has {layers.Count} layers with weights, but the file has {groups.Count}. Use the weights that belong to this architecture."));
        }
        else
        {
            for (var index = 0; index < layers.Count; index++)
            {
                Match(layers[index], groups[index].Group, groups[index].Weights);
            }
        }

        return problems.Count > 0 ? new([]) : new(found.Select(item =>
            KeyValuePair.Create(item.Key.Path, item.Value.Select(dataset => Array(item.Key, dataset!)).ToImmutableArray())));
    }

    void MatchByName(List<WeightPlace> layers, List<(string Name, HdfGroup Group, ImmutableArray<string> Weights)> groups)
    {
        foreach (var layer in layers)
        {
            var match = groups.FindIndex(group => group.Name == layer.Layer.Name || group.Name.Replace('/', '_') == layer.Layer.Name);
            if (match < 0)
            {
                problems.Add(new(layer.Path, "The file has no weights for a layer of this name. Match them by position, or use the weights that belong to this architecture."));
            }
            else
            {
                Match(layer, groups[match].Group, groups[match].Weights);
            }
        }
    }

    void Match(WeightPlace layer, HdfGroup group, ImmutableArray<string> names)
    {
        var slots = layer.Legacy().ToList();
        if (slots.Count != names.Length)
        {
            problems.Add(new(layer.Path, $"This {layer.Layer.ClassName} has {slots.Count} weights, but the file has {names.Length} for it. Use the weights that belong to this architecture."));
            return;
        }

        for (var index = 0; index < names.Length; index++)
        {
            var (place, own) = slots[index];
            if (!found.TryGetValue(place, out var datasets))
            {
                found[place] = datasets = new HdfDataset?[place.Specs.Length];
            }

            datasets[own] = WeightReader.Matching(group.Dataset(names[index]), place, place.Specs[own], problems);
        }
    }

    NdArray Array(WeightPlace place, HdfDataset dataset)
    {
        var array = dataset.Read();
        if (!context.HasMirroredKernels || place.Layer is not (Convolution or ConvolutionTranspose or DepthwiseConvolution or SeparableConvolution) || array.Rank < 3)
        {
            return array;
        }

        context.Note(place.Path, MigrationKind.Guarded, "Theano computed true convolutions: the kernel is turned around along its spatial axes.");
        return Mirrored(array);
    }

    /// <summary>Turns all spatial axes (all but the last two) around.</summary>
    static NdArray Mirrored(NdArray array)
    {
        var size = NdArray.SizeOf(array.Type) * array.Shape[^1] * array.Shape[^2];
        var bytes = new byte[array.Bytes.Length];
        for (var start = 0; start < bytes.Length; start += size)
        {
            array.Bytes.Slice(start, size).CopyTo(bytes.AsSpan(bytes.Length - start - size));
        }

        return new(array.Type, array.Shape, bytes);
    }
}
