using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Engine;
using TorchSharp;
using Padding = DeepAnatomy.Networks.Graph.Padding;

namespace DeepAnatomy.Bench.Networks;

/// <summary>The U-Net of the benchmarks: two convolutions with batch normalization a level, transposed convolutions, one channel in. The peer's script builds the same.</summary>
static class UNetModel
{
    /// <summary>The model with random weights.</summary>
    /// <param name="width">Channels of the first level; each level doubles them.</param>
    /// <param name="levels">Levels.</param>
    /// <param name="classes">Channels out.</param>
    /// <param name="size">Height and width; null for any.</param>
    public static Model Create(int width, int levels, int classes, int? size)
    {
        var builder = new NetworkBuilder();
        var x = builder.Input(new([null, size, size, 1]));
        List<TensorRef> skips = [];
        for (var level = 0; level < levels; level++)
        {
            x = Block(builder, x, $"down{level}", width << level);
            skips.Add(x);
            x = level < levels - 1 ? builder.Add(new MaxPooling { Name = $"pool{level}", SpatialRank = 2 }, x) : x;
        }

        for (var level = levels - 2; level >= 0; level--)
        {
            var up = builder.Add(new ConvolutionTranspose { Name = $"up{level}", SpatialRank = 2, Filters = width << level, KernelSize = [2, 2], Strides = [2, 2], Padding = Padding.Same }, x);
            x = Block(builder, builder.Add(new Concatenate { Name = $"both{level}" }, up, skips[level]), $"join{level}", width << level);
        }

        var head = builder.Add(new Convolution { Name = "head", SpatialRank = 2, Filters = classes, KernelSize = [1, 1], Activation = new("softmax") }, x);
        return Filled(builder.Build("unet", head));
    }

    /// <summary>The trainable weights as the peer reads them: its own order of layers and axes.</summary>
    public static IEnumerable<TorchVariable> InPeerOrder(TorchNetwork network) =>
        network.TrainableVariables.OrderBy(variable => Stage(variable.LayerPath)).ThenBy(variable => Level(variable.LayerPath)).ThenBy(variable => variable.LayerPath.Contains('_', StringComparison.Ordinal) ? variable.LayerPath[^1] : ' ');

    static TensorRef Block(NetworkBuilder builder, TensorRef x, string name, int filters)
    {
        for (var index = 0; index < 2; index++)
        {
            x = builder.Add(new Convolution { Name = $"{name}_conv{2 * index}", SpatialRank = 2, Filters = filters, KernelSize = [3, 3], Padding = Padding.Same }, x);
            x = builder.Add(new BatchNormalization { Name = $"{name}_norm{(2 * index) + 1}" }, x);
            x = builder.Add(new ReLU { Name = $"{name}_relu{index}" }, x);
        }

        return x;
    }

    // The way up begins at the deepest level, on both sides.
    static int Level(string layer) => layer.FirstOrDefault(char.IsAsciiDigit) is var digit && layer.StartsWith("down", StringComparison.Ordinal) ? digit : -digit;

    static int Stage(string layer) => Array.FindIndex(["down", "up", "join", "head"], stage => layer.StartsWith(stage, StringComparison.Ordinal));

    static Model Filled(Network network)
    {
        var random = new Random(1);
        Dictionary<TensorRef, TensorShape> shapes = [];
        Dictionary<string, ImmutableArray<NdArray>> weights = [];
        foreach (var call in network.Calls)
        {
            var layer = network.Layers[call.Layer];
            ImmutableArray<TensorShape> inputs = [.. call.Tensors.Select(tensor => shapes[tensor])];
            weights[layer.Name] = [.. layer.Weights(inputs).Select(spec => Weight(spec, random))];
            shapes[new(call.Layer, call.Number)] = layer.OutputShapes(call, inputs)[0];
        }

        return new() { Network = network, Weights = new(weights.Where(layer => layer.Value.Length > 0)), Origin = new("benchmark") };
    }

    static NdArray Weight(WeightSpec spec, Random random)
    {
        var reach = (float)Math.Sqrt(3.0 / Math.Max(1, spec.Count / spec.Shape[^1]));
        var values = new float[spec.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = spec.Name switch
            {
                "gamma" or "moving_variance" => 1,
                "kernel" => ((random.NextSingle() * 2) - 1) * reach,
                _ => 0,
            };
        }

        return NdArray.Of(spec.Shape, values);
    }
}
