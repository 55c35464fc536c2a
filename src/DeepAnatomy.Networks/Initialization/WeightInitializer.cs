using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Initialization;

/// <summary>Fresh weights for a network, with the distributions of Keras's initializers and numbers of our own.</summary>
public static class WeightInitializer
{
    /// <summary>Draws all weights.</summary>
    /// <param name="network">The network; its input shapes known but for the batch and what no weight depends on.</param>
    /// <param name="seed">Where chance starts. Each weight has a stream of its own, so that adding a layer leaves the others' weights as they were.</param>
    /// <exception cref="ArgumentException">An initializer is not known or does not fit; names layer and weight.</exception>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static WeightSet Create(Network network, ulong seed)
    {
        List<KeyValuePair<string, ImmutableArray<NdArray>>> layers = [];
        foreach (var (path, specs) in WeightSpecs.Of(network))
        {
            layers.Add(new(path, [.. specs.Select(spec => Draw(spec, spec.IsCopy ? $"{path}/layer" : path, seed))]));
        }

        return new(layers);
    }

    // A copy of a weight of the layer inside a wrapper has that weight's numbers.
    static NdArray Draw(WeightSpec spec, string owner, ulong seed)
    {
        var path = $"{owner}/{spec.Group}/{spec.Name}";
        float[] values;
        try
        {
            values = Initializer.Draw(spec.Initializer, spec.Shape, new(seed, path));
        }
        catch (ArgumentException problem)
        {
            throw new ArgumentException($"{owner}.{spec.Name}: {problem.Message}", problem);
        }

        return spec.Type == ElementType.Float32 ? NdArray.Of(spec.Shape, values) : Converted(spec, values);
    }

    static NdArray Converted(WeightSpec spec, float[] values) => spec.Type switch
    {
        ElementType.Int32 => NdArray.Of(spec.Shape, [.. values.Select(value => (int)value)]),
        ElementType.Int64 => NdArray.Of(spec.Shape, [.. values.Select(value => (long)value)]),
        ElementType.Float64 => new(spec.Type, spec.Shape, MemoryMarshal.AsBytes(values.Select(value => (double)value).ToArray().AsSpan()).ToArray()),
        ElementType.Float16 => new(spec.Type, spec.Shape, MemoryMarshal.AsBytes(values.Select(value => (Half)value).ToArray().AsSpan()).ToArray()),
        ElementType.BFloat16 => new(spec.Type, spec.Shape, MemoryMarshal.AsBytes(values.Select(Upper).ToArray().AsSpan()).ToArray()),
        _ => throw new ArgumentException($"The weight {spec.Name} is of type {spec.Type}, for which there is no initial value."),
    };

    // Rounded to the nearest, ties to even.
    static ushort Upper(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
