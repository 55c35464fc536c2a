using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>
/// Convolution that adds up in one fixed order, on every processor: the elements of the window from first to last, channels fastest, one rounding for each product with its sum.
/// So do Keras's usual backends on processors; libtorch adds up in an order of its own, which thirty layers later shows in the fifth decimal.
/// </summary>
/// <param name="size">Three spatial sizes of the input.</param>
/// <param name="window">Size of the window along each.</param>
/// <param name="strides">Step along each.</param>
/// <param name="dilation">Distance between the window's elements along each.</param>
/// <param name="missing">Elements added before and after each.</param>
sealed unsafe class OrderedConvolution(long[] size, long[] window, long[] strides, long[] dilation, (long Before, long After)[] missing)
{
    const int Pixels = OrderedTile.Pixels, Block = OrderedTile.Block;

    /// <summary>Sizes of the output.</summary>
    public long[] OutputSize { get; } =
        [.. Enumerable.Range(0, 3).Select(axis => ((size[axis] + missing[axis].Before + missing[axis].After - ((window[axis] - 1) * dilation[axis]) - 1) / strides[axis]) + 1)];

    /// <summary>Convolves.</summary>
    /// <param name="x">(batch, three spatial axes, in), single precision.</param>
    /// <param name="kernel">(three spatial axes, in, out), single precision.</param>
    /// <returns>(batch, three spatial axes, out).</returns>
    public torch.Tensor Run(torch.Tensor x, torch.Tensor kernel)
    {
        x = x.contiguous();
        long batch = x.shape[0], channels = x.shape[^1], filters = kernel.shape[^1];
        var result = torch.empty([batch, .. OutputSize, filters], torch.ScalarType.Float32);
        var packed = OrderedTile.Pack(kernel, filters);
        var nothing = torch.zeros([channels + 1], torch.ScalarType.Float32);
        nint from = OrderedTile.Address(x), weights = OrderedTile.Address(packed), to = OrderedTile.Address(result), outside = OrderedTile.Address(nothing);
        var width = packed.shape[^1];
        var rows = batch * OutputSize[0] * OutputSize[1];
        Parallel.For(0, rows, row => Row((float*)from, (float*)weights, (float*)to, (float*)outside, row, channels, filters, width));
        return result;
    }

    void Row(float* from, float* weights, float* to, float* outside, long row, long channels, long filters, long width)
    {
        long y = row % OutputSize[1], z = row / OutputSize[1] % OutputSize[0], image = row / (OutputSize[0] * OutputSize[1]);
        var source = from + (image * size[0] * size[1] * size[2] * channels);
        var target = to + (row * OutputSize[2] * filters);
        var taps = (int)(window[0] * window[1] * window[2]);
        var pixels = stackalloc float*[Pixels * taps];
        var sums = stackalloc float[Pixels * Block];
        for (long x = 0; x < OutputSize[2]; x += Pixels)
        {
            Locate(pixels, source, outside, z, y, x, channels);
            for (long first = 0; first < width; first += Block)
            {
                OrderedTile.Fused(pixels, weights + first, sums, taps, channels, width);
                var kept = Math.Min(Block, filters - first);
                for (var pixel = 0; pixel < Math.Min(Pixels, OutputSize[2] - x); pixel++)
                {
                    new ReadOnlySpan<float>(sums + (pixel * Block), (int)kept).CopyTo(new Span<float>(target + ((x + pixel) * filters) + first, (int)kept));
                }
            }
        }
    }

    // Where each element of the window lies for each pixel of the tile; zeros where it is outside.
    void Locate(float** pixels, float* source, float* outside, long z, long y, long x, long channels)
    {
        for (long a = 0; a < window[0]; a++)
        {
            var iz = (z * strides[0]) + (a * dilation[0]) - missing[0].Before;
            for (long b = 0; b < window[1]; b++)
            {
                var iy = (y * strides[1]) + (b * dilation[1]) - missing[1].Before;
                for (long c = 0; c < window[2]; c++)
                {
                    for (var pixel = 0; pixel < Pixels; pixel++)
                    {
                        var ix = ((x + pixel) * strides[2]) + (c * dilation[2]) - missing[2].Before;
                        var isInside = (ulong)iz < (ulong)size[0] && (ulong)iy < (ulong)size[1] && (ulong)ix < (ulong)size[2];
                        *pixels++ = isInside ? source + ((((iz * size[1]) + iy) * size[2]) + ix) * channels : outside;
                    }
                }
            }
        }
    }
}
