using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Drops whole channels in training; nothing at inference: <c>SpatialDropout1D</c>, <c>SpatialDropout2D</c>, <c>SpatialDropout3D</c>.</summary>
[KerasClass("SpatialDropout1D", 1)]
[KerasClass("SpatialDropout2D", 2)]
[KerasClass("SpatialDropout3D", 3)]
public sealed record SpatialDropout : SpatialLayer
{
    /// <summary>Share of the elements that is dropped in training.</summary>
    [ConfigKey("rate", "Share of the elements that is dropped in training.", Minimum = 0, Maximum = 1)]
    public required double Rate { get; init; }

    /// <summary>Seed of the random numbers, or null.</summary>
    [ConfigKey("seed", "Seed of the random numbers, or null.")]
    public int? Seed { get; init; }

    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.", MinimumRank = 2)]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <inheritdoc/>
    public override string ClassName => $"SpatialDropout{SpatialRank}D";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs)];
}
