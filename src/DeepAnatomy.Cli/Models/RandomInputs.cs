using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Cli.Models;

/// <summary>Inputs to try a network on: standard normal numbers from a fixed seed, at sizes that the network takes.</summary>
static class RandomInputs
{
    const int Batch = 2;
    const int Seed = 1;
    static readonly int[] Sizes = [32, 64, 96, 128, 224, 256, 16, 48, 33];

    /// <summary>Two elements of a batch for each input.</summary>
    /// <exception cref="WorkNotDoneException">None of the sizes tried fits.</exception>
    public static ImmutableArray<NdArray> For(Network network)
    {
        ImmutableArray<TensorShape> declared = [.. network.Inputs.Select(input => ((InputLayer)network.Layers[input.Layer]).Shape)];
        foreach (var size in Sizes)
        {
            ImmutableArray<TensorShape> filled = [.. declared.Select(shape => new TensorShape([.. shape.Sizes.Select((n, axis) => n ?? (axis == 0 ? Batch : size))]))];
            if (NetworkAnalysis.Of(network, filled).Problems.IsEmpty)
            {
                var random = new Random(Seed);
                return [.. filled.Select(shape => Normal([.. shape.Sizes.Select(n => n!.Value)], random))];
            }
        }

        throw new WorkNotDoneException($"no input size among {string.Join(", ", Sizes)} fits the network, so it could not be tried");
    }

    static NdArray Normal(ImmutableArray<int> shape, Random random)
    {
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        for (var n = 0; n < values.Length; n++)
        {
            values[n] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return NdArray.Of(shape, values);
    }
}
