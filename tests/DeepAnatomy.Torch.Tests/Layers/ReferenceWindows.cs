using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Tests.Layers;

/// <summary>Windows over images as the definitions say, place by place: slow, and independent of the product.</summary>
static class ReferenceWindows
{
    /// <summary>Settings brought to three axes.</summary>
    public sealed record Window(int[] Size, int[] Strides, int[] Dilation, Padding Padding)
    {
        public static Window Of(int[] size, int[] strides, int[] dilation, Padding padding) => new(Three(size), Three(strides), Three(dilation), padding);

        static int[] Three(int[] values) => [.. Enumerable.Repeat(1, 3 - values.Length), .. values];

        public int Reach(int axis) => ((Size[axis] - 1) * Dilation[axis]) + 1;

        /// <summary>Output size and elements missing before.</summary>
        public (int Output, int Before) Along(int axis, int size)
        {
            if (Padding == Padding.Valid)
            {
                return (((size - Reach(axis)) / Strides[axis]) + 1, 0);
            }

            var output = (size + Strides[axis] - 1) / Strides[axis];
            if (Padding == Padding.Causal && Size[axis] * Strides[axis] > 1)
            {
                return (((size - 1) / Strides[axis]) + 1, Reach(axis) - 1);
            }

            return (output, Math.Max(0, ((output - 1) * Strides[axis]) + Reach(axis) - size) / 2);
        }
    }

    /// <summary>Calls back with (output place, input place or outside, tap) for every tap of every window.</summary>
    static void Visit(Window window, int[] size, Action<int[], int[], int> visit, out int[] outputSize)
    {
        var along = Enumerable.Range(0, 3).Select(axis => window.Along(axis, size[axis])).ToArray();
        outputSize = [.. along.Select(a => a.Output)];
        foreach (var output in Places(outputSize))
        {
            var tap = 0;
            foreach (var k in Places(window.Size))
            {
                int[] input = [.. Enumerable.Range(0, 3).Select(axis => (output[axis] * window.Strides[axis]) + (k[axis] * window.Dilation[axis]) - along[axis].Before)];
                visit(output, input, tap++);
            }
        }
    }

    public static IEnumerable<int[]> Places(int[] size)
    {
        for (var x = 0; x < size[0]; x++)
        {
            for (var y = 0; y < size[1]; y++)
            {
                for (var z = 0; z < size[2]; z++)
                {
                    yield return [x, y, z];
                }
            }
        }
    }

    /// <summary>Kernel (taps…, in per group, out).</summary>
    public static ReferenceImage Convolve(ReferenceImage image, NdArray kernel, NdArray? bias, Window window, int groups)
    {
        var (perGroup, filters) = (kernel.Shape[^2], kernel.Shape[^1]);
        var result = new ReferenceImage(image.Batch, [.. Enumerable.Range(0, 3).Select(axis => window.Along(axis, image.Size[axis]).Output)], filters);
        for (var b = 0; b < image.Batch; b++)
        {
            for (var f = 0; f < filters; f++)
            {
                var first = f / (filters / groups) * perGroup;
                Visit(window, image.Size, (o, i, tap) =>
                {
                    for (var c = 0; c < perGroup && image.Contains(i[0], i[1], i[2]); c++)
                    {
                        result[b, o[0], o[1], o[2], f] += image[b, i[0], i[1], i[2], first + c] * kernel[(((tap * perGroup) + c) * filters) + f];
                    }
                }, out _);
            }
        }

        return Shift(result, bias);
    }

    /// <summary>The gradient of a convolution by its input: what each input pixel gives to the outputs. Kernel (taps…, out, in). No output padding.</summary>
    public static ReferenceImage Transpose(ReferenceImage image, NdArray kernel, NdArray? bias, Window window)
    {
        var (filters, channels) = (kernel.Shape[^2], kernel.Shape[^1]);
        int[] size = [.. Enumerable.Range(0, 3).Select(axis => window.Padding == Padding.Same
            ? image.Size[axis] * window.Strides[axis]
            : ((image.Size[axis] - 1) * window.Strides[axis]) + Math.Max(window.Reach(axis), window.Strides[axis]))];
        var result = new ReferenceImage(image.Batch, size, filters);
        int[] before = [.. Enumerable.Range(0, 3).Select(axis => window.Padding == Padding.Same ? Math.Max(0, window.Reach(axis) - window.Strides[axis]) / 2 : 0)];
        for (var b = 0; b < image.Batch; b++)
        {
            foreach (var i in Places(image.Size))
            {
                var tap = 0;
                foreach (var k in Places(window.Size))
                {
                    int[] o = [.. Enumerable.Range(0, 3).Select(axis => (i[axis] * window.Strides[axis]) + (k[axis] * window.Dilation[axis]) - before[axis])];
                    for (var f = 0; f < filters && result.Contains(o[0], o[1], o[2]); f++)
                    {
                        for (var c = 0; c < channels; c++)
                        {
                            result[b, o[0], o[1], o[2], f] += image[b, i[0], i[1], i[2], c] * kernel[(((tap * filters) + f) * channels) + c];
                        }
                    }

                    tap++;
                }
            }
        }

        return Shift(result, bias);
    }

    /// <summary>Mean or largest of the pixels inside the image.</summary>
    public static ReferenceImage Pool(ReferenceImage image, Window window, bool mean)
    {
        var result = new ReferenceImage(image.Batch, [.. Enumerable.Range(0, 3).Select(axis => window.Along(axis, image.Size[axis]).Output)], image.Channels);
        for (var b = 0; b < image.Batch; b++)
        {
            for (var c = 0; c < image.Channels; c++)
            {
                var counts = new Dictionary<(int, int, int), int>();
                Visit(window, image.Size, (o, i, _) =>
                {
                    if (image.Contains(i[0], i[1], i[2]))
                    {
                        var value = image[b, i[0], i[1], i[2], c];
                        var count = counts[(o[0], o[1], o[2])] = counts.GetValueOrDefault((o[0], o[1], o[2])) + 1;
                        ref var sum = ref result[b, o[0], o[1], o[2], c];
                        sum = mean ? sum + value : count == 1 ? value : Math.Max(sum, value);
                    }
                }, out _);
                foreach (var ((x, y, z), count) in counts)
                {
                    result[b, x, y, z, c] /= mean ? count : 1;
                }
            }
        }

        return result;
    }

    static ReferenceImage Shift(ReferenceImage image, NdArray? bias)
    {
        for (var index = 0; bias is not null && index < image.Values.Length; index++)
        {
            image.Values[index] += bias[index % image.Channels];
        }

        return image;
    }
}
