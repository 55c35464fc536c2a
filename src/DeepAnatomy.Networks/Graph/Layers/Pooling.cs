using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Reduces windows to one number each, channel by channel.</summary>
public abstract record Pooling : SpatialLayer
{
    /// <summary>Size of the window along each spatial axis.</summary>
    [ConfigKey("pool_size", "Size of the window along each spatial axis.", Minimum = 1)]
    public ImmutableArray<int> PoolSize { get => field.IsDefault ? Filled(2) : field; init; }

    /// <summary>How windows that leave the image are treated.</summary>
    [ConfigKey("padding", "How windows that leave the image are treated.")]
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Step of the window along each spatial axis; the size of the window when not set.</summary>
    [ConfigKey("strides", "Step of the window along each spatial axis; the size of the window when not set.", Minimum = 1)]
    public ImmutableArray<int> Strides { get => field.IsDefault ? PoolSize : field; init; }

    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.")]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) =>
        [Resized(Image(inputs), DataFormat, (axis, size) => Windows.Count(size, PoolSize[axis], Strides[axis], 1, Padding))];
}
