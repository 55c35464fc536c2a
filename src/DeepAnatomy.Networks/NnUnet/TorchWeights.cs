using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Pickle;
using DeepAnatomy.Networks.PyTorch;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Puts the weights of a checkpoint into the layers of a network: kernels with spatial axes first, as Keras has them.</summary>
/// <param name="file">The checkpoint.</param>
/// <param name="weights">Its weights by name, each once.</param>
sealed class TorchWeights(TorchFile file, IReadOnlyDictionary<string, PickleTensor> weights)
{
    const string Remedy = "Check that the plans belong to this checkpoint";
    const int MostNamed = 5;

    readonly HashSet<string> used = new(StringComparer.Ordinal);
    readonly List<string> problems = [];

    /// <summary>The weights of all layers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="modules">Name of the module behind each layer that owns weights.</param>
    /// <exception cref="PlanException">Weights are missing, are left over, or have the wrong shape; names them.</exception>
    public WeightSet Fill(Network network, IReadOnlyDictionary<string, string> modules)
    {
        Dictionary<string, ImmutableArray<NdArray>> result = new(StringComparer.Ordinal);
        foreach (var layer in network.Layers)
        {
            if (modules.TryGetValue(layer.Name, out var module) && Arrays(layer, module) is { IsEmpty: false } arrays)
            {
                result[layer.Name] = arrays;
            }
        }

        problems.AddRange(Unused.Where(name => !IsDropped(name)).Select(name => $"'{name}' fits nothing"));
        if (problems.Count > 0)
        {
            var more = problems.Count > MostNamed ? $", and {problems.Count - MostNamed} more" : "";
            throw new PlanException($"the weights do not fit the network: {string.Join(", ", problems.Take(MostNamed))}{more}", Remedy);
        }

        return new(result);
    }

    /// <summary>Weights that no layer took.</summary>
    public IEnumerable<string> Unused => weights.Keys.Where(name => !used.Contains(name));

    /// <summary>Whether a weight belongs to the outputs that only training with deep supervision needs.</summary>
    public static bool IsDropped(string name) => name.StartsWith("decoder.seg_layers.", StringComparison.Ordinal);

    ImmutableArray<NdArray> Arrays(Layer layer, string module) => layer switch
    {
        Convolution convolution => [.. Kernel(module, convolution.Filters, 0, convolution.KernelSize), .. convolution.UseBias ? Vector(module + ".bias", convolution.Filters) : []],
        ConvolutionTranspose up => [.. Kernel(module, up.Filters, 1, up.KernelSize), .. up.UseBias ? Vector(module + ".bias", up.Filters) : []],
        GroupNormalization { Scale: true } => [.. Vector(module + ".weight"), .. Vector(module + ".bias")],
        BatchNormalization batch => [.. batch.Scale ? [.. Vector(module + ".weight"), .. Vector(module + ".bias")] : Enumerable.Empty<NdArray>(), .. Vector(module + ".running_mean"), .. Vector(module + ".running_var")],
        _ => [],
    };

    NdArray[] Kernel(string module, int filters, int filterAxis, ImmutableArray<int> kernel)
    {
        if (Take(module + ".weight", shape => shape.Length == kernel.Length + 2 && shape[filterAxis] == filters && shape[2..].SequenceEqual(kernel)) is not { } tensor)
        {
            return [];
        }

        // PyTorch: (out, in, spatial…), transposed (in, out, spatial…). Keras: (spatial…, in, out), transposed (spatial…, out, in). The same permutation.
        var rank = tensor.Shape.Length;
        int[] axes = [.. Enumerable.Range(2, rank - 2), 1, 0];
        return [Load(tensor with { Shape = [.. axes.Select(axis => tensor.Shape[axis])], Strides = [.. axes.Select(axis => tensor.Strides[axis])] })];
    }

    NdArray[] Vector(string name, int? length = null) => Take(name, shape => shape.Length == 1 && (length is null || shape[0] == length)) is { } tensor ? [Load(tensor)] : [];

    PickleTensor? Take(string name, Func<ImmutableArray<int>, bool> fits)
    {
        if (!weights.TryGetValue(name, out var tensor))
        {
            problems.Add($"'{name}' is missing");
            return null;
        }

        used.Add(name);
        if (fits(tensor.Shape))
        {
            return tensor;
        }

        problems.Add($"'{name}' has the shape ({string.Join(", ", tensor.Shape)})");
        return null;
    }

    NdArray Load(PickleTensor tensor)
    {
        var array = file.Load(tensor);
        return array.Type == ElementType.Float32 ? array : NdArray.Of(array.Shape, array.ToFloats());
    }
}
