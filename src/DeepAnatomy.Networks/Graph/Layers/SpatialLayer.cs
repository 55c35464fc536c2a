using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>A layer that works along spatial axes; one type serves one, two and three of them.</summary>
public abstract record SpatialLayer : Layer
{
    /// <summary>Spatial axes: 1, 2 or 3.</summary>
    public required int SpatialRank { get; init; }

    /// <summary>One value for each spatial axis.</summary>
    private protected ImmutableArray<int> Filled(int value) => [.. Enumerable.Repeat(value, SpatialRank)];

    /// <summary>The only input; it must have a batch axis, the spatial axes and the channels.</summary>
    private protected TensorShape Image(ImmutableArray<TensorShape> inputs, int leading = 1)
    {
        var input = ShapeRules.Only(inputs);
        return input.Rank == SpatialRank + leading + 1
            ? input
            : throw new ShapeException($"The input {input} needs {SpatialRank + leading + 1} axes.");
    }

    /// <summary>Channels of an image; they must be known.</summary>
    private protected static int Channels(TensorShape image, DataFormat format, int leading = 1) =>
        ShapeRules.Known(image, format == DataFormat.ChannelsLast ? -1 : leading);

    /// <summary>An image with its spatial sizes changed, and its channels if given.</summary>
    /// <param name="image">Sizes of the image.</param>
    /// <param name="format">Where the channels stand.</param>
    /// <param name="size">New size for a spatial axis (from 0) and its old size.</param>
    /// <param name="channels">New channels, or null to keep them.</param>
    /// <param name="leading">Axes before the image: the batch, for sequences also the time.</param>
    private protected TensorShape Resized(TensorShape image, DataFormat format, Func<int, int, int> size, int? channels = null, int leading = 1)
    {
        var first = format == DataFormat.ChannelsLast ? leading : leading + 1;
        for (var axis = 0; axis < SpatialRank; axis++)
        {
            image = image.With(first + axis, image[first + axis] is { } old ? size(axis, old) : null);
        }

        return channels is { } number ? image.With(format == DataFormat.ChannelsLast ? -1 : leading, number) : image;
    }
}
