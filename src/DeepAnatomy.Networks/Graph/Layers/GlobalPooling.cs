using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Reduces each channel to one number.</summary>
public abstract record GlobalPooling : SpatialLayer
{
    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.")]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <summary>Whether the spatial axes stay, with size 1.</summary>
    [ConfigKey("keepdims", "Whether the spatial axes stay, with size 1.")]
    public bool KeepDimensions { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var image = Image(inputs);
        var first = DataFormat == DataFormat.ChannelsLast ? 1 : 2;
        return [ShapeRules.Reduced(image, [.. Enumerable.Range(first, SpatialRank)], KeepDimensions)];
    }
}
