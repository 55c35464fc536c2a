using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Cuts the borders off: <c>Cropping1D</c>, <c>Cropping2D</c>, <c>Cropping3D</c>.</summary>
[KerasClass("Cropping1D", 1)]
[KerasClass("Cropping2D", 2)]
[KerasClass("Cropping3D", 3)]
public sealed record Cropping : SpatialLayer
{
    /// <summary>Elements cut off before and after along each spatial axis.</summary>
    [ConfigKey("cropping", "Elements cut off before and after along each spatial axis.", Minimum = 0)]
    public ImmutableArray<Margin> Margins { get => field.IsDefault ? [.. Filled(SpatialRank == 1 ? 1 : 0).Select(width => new Margin(width, width))] : field; init; }

    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.", MinimumRank = 2)]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <inheritdoc/>
    public override string ClassName => $"Cropping{SpatialRank}D";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [Resized(Image(inputs), DataFormat, Cropped)];

    int Cropped(int axis, int size)
    {
        var left = (long)size - Margins[axis].Before - Margins[axis].After;
        return left > 0 ? (int)left : throw new ShapeException($"Cutting {Margins[axis].Before} and {Margins[axis].After} off {size} elements leaves nothing.");
    }
}
