using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Adds zeros around the image: <c>ZeroPadding1D</c>, <c>ZeroPadding2D</c>, <c>ZeroPadding3D</c>.</summary>
[KerasClass("ZeroPadding1D", 1)]
[KerasClass("ZeroPadding2D", 2)]
[KerasClass("ZeroPadding3D", 3)]
public sealed record ZeroPadding : SpatialLayer
{
    /// <summary>Elements added before and after along each spatial axis.</summary>
    [ConfigKey("padding", "Elements added before and after along each spatial axis.", Minimum = 0)]
    public ImmutableArray<Margin> Margins { get => field.IsDefault ? [.. Filled(1).Select(width => new Margin(width, width))] : field; init; }

    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.", MinimumRank = 2)]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <inheritdoc/>
    public override string ClassName => $"ZeroPadding{SpatialRank}D";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) =>
        [Resized(Image(inputs), DataFormat, (axis, size) => checked(size + Margins[axis].Before + Margins[axis].After))];
}
