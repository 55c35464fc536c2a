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

    /// <summary>Whether <see cref="ConvolveInOrder"/> can be used.</summary>
    public bool HasOrder(torch.Tensor x) => groups == 1 && x.dtype == torch.ScalarType.Float32;

    /// <summary>Convolves with the sums in Keras's order; no gradient.</summary>
    /// <param name="x">In Keras's order of axes.</param>
    /// <param name="weight">(out, in, spatial axes).</param>
    /// <param name="bias">(out), or null.</param>
    /// <returns>In Keras's order of axes.</returns>
    public torch.Tensor ConvolveInOrder(torch.Tensor x, torch.Tensor weight, torch.Tensor? bias)
    {
        var entered = view.Enter(x);
        long[] spatial = entered.shape[2..];
        var missing = Windows.Missing(padding, spatial, kernel, strides, dilation);
        var convolution = new OrderedConvolution(
            SpatialView.ToThree(spatial, 1), SpatialView.ToThree(kernel, 1), SpatialView.ToThree(strides, 1), SpatialView.ToThree(dilation, 1), SpatialView.ToThree(missing, default));
        var result = convolution.Run(view.ToThree(entered), view.KernelToThree(view.Widen(weight)));
        return view.Leave(view.FromThree(bias is null ? result : result.add_(bias)));
    }

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
