using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>
/// Transposed convolution that adds up in one fixed order, on every processor: for each element of the window first over the channels, products rounded,
/// then what the input pixels give, from the first pixel to the last.
/// </summary>
/// <param name="size">Three spatial sizes of the input.</param>
/// <param name="window">Size of the window along each.</param>
/// <param name="strides">Step along each.</param>
/// <param name="dilation">Distance between the window's elements along each.</param>
/// <param name="cuts">Elements of the full result that are cut off before and after each; negative to add zeros.</param>
sealed unsafe class OrderedTransposedConvolution(long[] size, long[] window, long[] strides, long[] dilation, (long Before, long After)[] cuts)
{
    const int Pixels = OrderedTile.Pixels, Block = OrderedTile.Block;

    readonly long[] output =
        [.. Enumerable.Range(0, 3).Select(axis => ((size[axis] - 1) * strides[axis]) + ((window[axis] - 1) * dilation[axis]) + 1 - cuts[axis].Before - cuts[axis].After)];

    /// <summary>Convolves.</summary>
    /// <param name="x">(batch, three spatial axes, in), single precision.</param>
    /// <param name="kernel">(three spatial axes, in, out), single precision.</param>
    /// <returns>(batch, three spatial axes, out).</returns>
    public torch.Tensor Run(torch.Tensor x, torch.Tensor kernel)
    {
        x = x.contiguous();
        long channels = x.shape[^1], filters = kernel.shape[^1];
        var result = torch.zeros([x.shape[0], .. output, filters], torch.ScalarType.Float32);
        var packed = OrderedTile.Pack(kernel, filters);
        nint from = OrderedTile.Address(x), weights = OrderedTile.Address(packed), to = OrderedTile.Address(result);
        var width = packed.shape[^1];
        Parallel.For(0, x.shape[0] * output[0] * output[1], row => Row((float*)from, (float*)weights, (float*)to, row, channels, filters, width));
        return result;
    }

    // The last element of the window meets the first input pixel.
    void Row(float* from, float* weights, float* to, long row, long channels, long filters, long width)
    {
        long y = row % output[1], z = row / output[1] % output[0], image = row / (output[0] * output[1]);
        var target = to + (row * output[2] * filters);
        for (var a = window[0] - 1; a >= 0; a--)
        {
            if (Source(0, z, a) is not (>= 0 and var iz))
            {
                continue;
            }

            for (var b = window[1] - 1; b >= 0; b--)
            {
                if (Source(1, y, b) is not (>= 0 and var iy))
                {
                    continue;
                }

                var source = from + (((((image * size[0]) + iz) * size[1]) + iy) * size[2] * channels);
                for (var c = window[2] - 1; c >= 0; c--)
                {
                    Spread(source, weights + (((((a * window[1]) + b) * window[2]) + c) * channels * width), target, c, channels, filters, width);
                }
            }
        }
    }

    void Spread(float* source, float* weights, float* target, long tap, long channels, long filters, long width)
    {
        var pixels = stackalloc float*[Pixels];
        var places = stackalloc float*[Pixels];
        var sums = stackalloc float[Pixels * Block];
        var count = 0;
        for (long x = 0; x <= output[2]; x++)
        {
            if (x < output[2])
            {
                if (Source(2, x, tap) is not (>= 0 and var ix))
                {
                    continue;
                }

                pixels[count] = source + (ix * channels);
                places[count++] = target + (x * filters);
            }

            if (count == Pixels || (x == output[2] && count > 0))
            {
                Add(pixels, places, count, weights, sums, channels, filters, width);
                count = 0;
            }
        }
    }

    static void Add(float** pixels, float** places, int count, float* weights, float* sums, long channels, long filters, long width)
    {
        for (var missing = count; missing < Pixels; missing++)
        {
            pixels[missing] = pixels[0];
        }

        for (long first = 0; first < width; first += Block)
        {
            OrderedTile.Rounded(pixels, weights + first, sums, channels, width);
            for (var pixel = 0; pixel < count; pixel++)
            {
                for (long filter = first; filter < Math.Min(first + Block, filters); filter++)
                {
                    places[pixel][filter] += sums[(pixel * Block) + filter - first];
                }
            }
        }
    }

    // The input pixel that an element of the window brings to an output pixel, or −1.
    long Source(int axis, long place, long tap)
    {
        var stretched = place + cuts[axis].Before - (tap * dilation[axis]);
        return stretched >= 0 && stretched % strides[axis] == 0 && stretched / strides[axis] < size[axis] ? stretched / strides[axis] : -1;
    }
}
