using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Pooling with windows chosen so that the output has the wanted size: output <c>i</c> of <c>n</c> takes elements ⌊i·size/n⌋ … ⌈(i+1)·size/n⌉ − 1.</summary>
public abstract record AdaptivePooling : SpatialLayer
{
    /// <summary>Size of the output along each spatial axis.</summary>
    [ConfigKey("output_size", "Size of the output along each spatial axis.", Minimum = 1, ScalarInOneDimension = true)]
    public required ImmutableArray<int> OutputSize { get; init; }

    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.")]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [Resized(Image(inputs), DataFormat, (axis, _) => OutputSize[axis])];
}
