namespace DeepAnatomy.Networks.Graph.Shapes;

/// <summary>Sizes along one axis under a moving window.</summary>
static class Windows
{
    /// <summary>Number of windows, as Keras counts them.</summary>
    /// <param name="size">Elements along the axis.</param>
    /// <param name="window">Elements of the window.</param>
    /// <param name="stride">Step.</param>
    /// <param name="dilation">Distance between the window's elements.</param>
    /// <param name="padding">How windows that leave the image are treated.</param>
    /// <exception cref="ShapeException">Not one window fits.</exception>
    public static int Count(int size, int window, int stride, int dilation, Padding padding)
    {
        if (padding != Padding.Valid)
        {
            return (int)(((long)size + stride - 1) / stride);
        }

        var extent = Extent(window, dilation);
        return extent <= size
            ? (int)((size - extent) / stride) + 1
            : throw new ShapeException($"A window of {extent} does not fit into {size} elements; the input is too small or the network too deep for it.");
    }

    /// <summary>Size that a transposed convolution gives.</summary>
    /// <param name="size">Elements along the axis.</param>
    /// <param name="window">Elements of the window.</param>
    /// <param name="stride">Step.</param>
    /// <param name="dilation">Distance between the window's elements.</param>
    /// <param name="padding">How the result is cropped.</param>
    /// <param name="extra">Elements added to the output, or null to let the padding decide.</param>
    public static int Transposed(int size, int window, int stride, int dilation, Padding padding, int? extra)
    {
        var extent = Extent(window, dilation);
        var full = ((long)size - 1) * stride;
        var result = padding == Padding.Valid
            ? full + extent + (extra ?? Math.Max(extent, stride) - extent)
            : extra is { } more ? full + (extent % 2) + more : (long)size * stride;
        return result is > 0 and <= int.MaxValue ? (int)result : throw new ShapeException($"A transposed convolution of {size} elements would give {result}.");
    }

    static long Extent(int window, int dilation) => (((long)window - 1) * dilation) + 1;
}
