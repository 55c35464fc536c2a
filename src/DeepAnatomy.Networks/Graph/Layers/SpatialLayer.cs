using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>A layer that works along spatial axes; one type serves one, two and three of them.</summary>
public abstract record SpatialLayer : Layer
{
    /// <summary>Spatial axes: 1, 2 or 3.</summary>
    public required int SpatialRank { get; init; }

    /// <summary>One value for each spatial axis.</summary>
    private protected ImmutableArray<int> Filled(int value) => [.. Enumerable.Repeat(value, SpatialRank)];
}
