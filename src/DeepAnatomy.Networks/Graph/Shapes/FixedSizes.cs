namespace DeepAnatomy.Networks.Graph.Shapes;

/// <summary>Images brought to a fixed height and width.</summary>
static class FixedSizes
{
    /// <exception cref="ShapeException">The input has no batch, two spatial axes and channels.</exception>
    public static TensorShape Of(TensorShape image, DataFormat format, int height, int width)
    {
        if (image.Rank != 4)
        {
            throw new ShapeException($"The input {image} needs 4 axes.");
        }

        var first = format == DataFormat.ChannelsLast ? 1 : 2;
        return image.With(first, height).With(first + 1, width);
    }
}
