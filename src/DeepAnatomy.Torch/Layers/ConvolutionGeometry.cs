using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using TorchSharp;
using Padding = DeepAnatomy.Networks.Graph.Padding;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>How a kernel goes over an image.</summary>
sealed class ConvolutionGeometry(SpatialView view, Padding padding, ImmutableArray<int> kernel, ImmutableArray<int> strides, ImmutableArray<int> dilation, int groups)
{
    readonly long[] kernel = view.Widen(kernel, 1);
    readonly long[] strides = view.Widen(strides, 1);
    readonly long[] dilation = view.Widen(dilation, 1);

    /// <summary>Order of the axes.</summary>
    public SpatialView View => view;

    /// <summary>Convolves in libtorch's order of axes.</summary>
    /// <param name="x">(batch, channels, spatial axes).</param>
    /// <param name="weight">(out, in, spatial axes).</param>
    /// <param name="bias">(out), or null.</param>
    public torch.Tensor Convolve(torch.Tensor x, torch.Tensor weight, torch.Tensor? bias)
    {
        var missing = Windows.Missing(padding, x.shape.AsSpan(2), kernel, strides, dilation);
        var around = new long[missing.Length];
        if (Windows.AreSymmetric(missing))
        {
            around = Array.ConvertAll(missing, axis => axis.Before);
        }
        else
        {
            x = Windows.Pad(x, missing, 0);
        }

        return view.InnerRank == 2
            ? functional.conv2d(x, weight, bias, strides, around, dilation, groups)
            : functional.conv3d(x, weight, bias, strides, around, dilation, groups);
    }
}
