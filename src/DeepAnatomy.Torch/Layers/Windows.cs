using DeepAnatomy.Networks.Graph;
using TorchSharp;
using Padding = DeepAnatomy.Networks.Graph.Padding;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>How many elements a window that leaves the image is missing.</summary>
static class Windows
{
    /// <summary>Elements to add before and after each spatial axis.</summary>
    /// <param name="padding">The rule.</param>
    /// <param name="sizes">Sizes of the spatial axes.</param>
    /// <param name="kernel">Window along each.</param>
    /// <param name="strides">Step along each.</param>
    /// <param name="dilation">Distance between the window's elements along each.</param>
    public static (long Before, long After)[] Missing(Padding padding, ReadOnlySpan<long> sizes, long[] kernel, long[] strides, long[] dilation)
    {
        var missing = new (long, long)[kernel.Length];
        for (var axis = 0; axis < kernel.Length && padding != Padding.Valid; axis++)
        {
            var reach = (kernel[axis] - 1) * dilation[axis];
            var steps = (sizes[axis] + strides[axis] - 1) / strides[axis];
            var total = padding == Padding.Causal ? reach : Math.Max(0, ((steps - 1) * strides[axis]) + reach + 1 - sizes[axis]);
            var before = padding == Padding.Causal ? total : total / 2;
            missing[axis] = (before, total - before);
        }

        return missing;
    }

    /// <summary>The same before and after every axis?</summary>
    public static bool AreSymmetric((long Before, long After)[] missing) => Array.TrueForAll(missing, axis => axis.Before == axis.After);

    /// <summary>Adds elements before and after the last axes.</summary>
    /// <param name="x">Spatial axes last.</param>
    /// <param name="missing">For each spatial axis; negative to cut off.</param>
    /// <param name="value">What is added.</param>
    public static torch.Tensor Pad(torch.Tensor x, (long Before, long After)[] missing, double value)
    {
        // libtorch counts from the last axis.
        var widths = new long[2 * missing.Length];
        for (var axis = 0; axis < missing.Length; axis++)
        {
            var place = 2 * (missing.Length - 1 - axis);
            (widths[place], widths[place + 1]) = missing[axis];
        }

        return functional.pad(x, widths, PaddingModes.Constant, value);
    }
}
