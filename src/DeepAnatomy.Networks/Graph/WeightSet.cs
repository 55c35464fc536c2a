using System.Collections.Frozen;
using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Networks.Graph;

/// <summary>The weights of a network by layer. A layer's path is the names from the outermost model inwards joined with <c>/</c>, without the outermost model's own; inside a wrapper the attribute's name (<c>td/layer</c>).</summary>
/// <param name="layers">For each layer that owns weights: the arrays in the order of <see cref="Layer.Weights"/>.</param>
public sealed class WeightSet(IEnumerable<KeyValuePair<string, ImmutableArray<NdArray>>> layers)
{
    readonly FrozenDictionary<string, ImmutableArray<NdArray>> layers = layers.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Paths of all layers that own weights.</summary>
    public IEnumerable<string> Paths => layers.Keys;

    /// <summary>The arrays of one layer in the order of <see cref="Layer.Weights"/>; empty when it owns none.</summary>
    /// <param name="path">Path of the layer.</param>
    public ImmutableArray<NdArray> this[string path] => layers.TryGetValue(path, out var arrays) ? arrays : [];
}
