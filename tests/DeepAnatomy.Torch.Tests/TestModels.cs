using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Torch.Tests;

/// <summary>Small models with random weights.</summary>
static class TestModels
{
    /// <summary>A model of one layer.</summary>
    public static Model Of(Layer layer, int seed, params ImmutableArray<TensorShape> inputs)
    {
        var builder = new NetworkBuilder();
        TensorRef[] tensors = [.. inputs.Select(shape => builder.Input(shape))];
        var output = builder.Add(layer, tensors);
        var count = builder.Outputs(output);
        return Of(builder.Build("model", [.. Enumerable.Range(0, count).Select(index => output with { Output = index })]), seed);
    }

    /// <summary>A model with random weights: kernels around 0, variances positive.</summary>
    public static Model Of(Network network, int seed)
    {
        Dictionary<string, ImmutableArray<NdArray>> weights = [];
        Fill(network, "", [], weights, new Random(seed));
        return new() { Network = network, Weights = new(weights), Origin = new("test") };
    }

    /// <summary>A shape whose batch is open.</summary>
    public static TensorShape Shape(params ReadOnlySpan<int> sizes)
    {
        var all = ImmutableArray.CreateBuilder<int?>();
        all.Add(null);
        foreach (var size in sizes)
        {
            all.Add(size);
        }

        return new(all.ToImmutable());
    }

    /// <summary>Numbers between −1 and 1.</summary>
    public static NdArray Noise(int seed, params ImmutableArray<int> shape) => Noise(new Random(seed), shape);

    static NdArray Noise(Random random, ImmutableArray<int> shape)
    {
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = (random.NextSingle() * 2) - 1;
        }

        return NdArray.Of(shape, values);
    }

    static int Outputs(this NetworkBuilder builder, TensorRef tensor)
    {
        _ = builder.ShapeOf(tensor);
        var count = 1;
        while (builder.Has(tensor with { Output = count }))
        {
            count++;
        }

        return count;
    }

    static bool Has(this NetworkBuilder builder, TensorRef tensor)
    {
        try
        {
            _ = builder.ShapeOf(tensor);
            return true;
        }
        catch (KeyNotFoundException)
        {
            return false;
        }
    }

    static void Fill(Network network, string prefix, ImmutableArray<TensorShape> inputs, Dictionary<string, ImmutableArray<NdArray>> weights, Random random)
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

            var layer = network.Layers[call.Layer];
            ImmutableArray<TensorShape> given = [.. call.Tensors.Select(tensor => shapes[tensor])];
            Fill(layer, prefix + layer.Name, given, weights, random);
            var outputs = layer.OutputShapes(call, given);
            for (var index = 0; index < outputs.Length; index++)
            {
                shapes[new(call.Layer, call.Number, index)] = outputs[index];
            }
        }
    }

    static void Fill(Layer layer, string path, ImmutableArray<TensorShape> inputs, Dictionary<string, ImmutableArray<NdArray>> weights, Random random)
    {
        if (layer is Network network)
        {
            Fill(network, $"{path}/", inputs, weights, random);
            return;
        }

        foreach (var (key, child) in layer.Children)
        {
            Fill(child, $"{path}/{key}", layer is TimeDistributed ? [new(inputs[0].Sizes.RemoveAt(1))] : inputs, weights, random);
        }

        ImmutableArray<NdArray> arrays = [.. layer.Weights(inputs).Select(spec => Weight(spec, random))];
        if (arrays.Length > 0)
        {
            weights.TryAdd(path, arrays);
        }
    }

    static NdArray Weight(WeightSpec spec, Random random)
    {
        var noise = Noise(random, spec.Shape);
        return spec.Type switch
        {
            ElementType.Int64 => NdArray.Of(spec.Shape, new long[spec.Count]),
            ElementType.Int32 => NdArray.Of(spec.Shape, new int[spec.Count]),
            _ when spec.Name.Contains("variance", StringComparison.Ordinal) => NdArray.Of(spec.Shape, [.. noise.ToFloats().Select(value => Math.Abs(value) + 0.5f)]),
            _ => NdArray.Of(spec.Shape, [.. noise.ToFloats().Select(value => value * 0.6f)]),
        };
    }
}
