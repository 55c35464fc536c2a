using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Enlarges by a whole factor: <c>UpSampling1D</c>, <c>UpSampling2D</c>, <c>UpSampling3D</c>.</summary>
[KerasClass("UpSampling1D", 1)]
[KerasClass("UpSampling2D", 2)]
[KerasClass("UpSampling3D", 3)]
public sealed record UpSampling : SpatialLayer
{
    /// <summary>Factor along each spatial axis.</summary>
    [ConfigKey("size", "Factor along each spatial axis.", Minimum = 1, ScalarInOneDimension = true)]
    public ImmutableArray<int> Size { get => field.IsDefault ? Filled(2) : field; init; }

    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.", MinimumRank = 2)]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <summary>How new elements are made.</summary>
    [ConfigKey("interpolation", "How new elements are made.", MinimumRank = 2, MaximumRank = 2)]
    public Interpolation Interpolation { get; init; } = Interpolation.Nearest;

    /// <inheritdoc/>
    public override string ClassName => $"UpSampling{SpatialRank}D";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [Resized(Image(inputs), DataFormat, (axis, size) => checked(size * Size[axis]))];
}
