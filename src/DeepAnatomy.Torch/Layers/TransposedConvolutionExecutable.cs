using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Torch.Engine;
using TorchSharp;
using Padding = DeepAnatomy.Networks.Graph.Padding;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Transposed convolutions: libtorch's without padding, cut or padded to what Keras's rule leaves of it.</summary>
sealed class TransposedConvolutionExecutable : ActivatedExecutable
{
    readonly SpatialView view;
    readonly torch.Tensor kernel;
    readonly torch.Tensor? bias;
    readonly long[] strides;
    readonly long[] dilation;
    readonly (long Before, long After)[] cuts;
    readonly bool ownsWeights;

    public TransposedConvolutionExecutable(ConvolutionTranspose layer, LayerContext context)
        : base(ActivationFunction.Of(layer.Activation, context))
    {
        view = new(layer.SpatialRank, layer.DataFormat);
        kernel = context.Tensor("kernel", WeightLayout.Kernel(layer.SpatialRank))!;
        bias = context.Tensor("bias");
        strides = view.Widen(layer.Strides, 1);
        dilation = view.Widen(layer.DilationRate, 1);
        cuts = [.. Enumerable.Range(0, layer.SpatialRank).Select(axis => Cuts(layer, axis))];
        if (layer.SpatialRank == 1)
        {
            cuts = [(0, 0), .. cuts];
        }
    }

    TransposedConvolutionExecutable(TransposedConvolutionExecutable other, torch.Tensor kernel, torch.Tensor? bias, ActivationFunction activation, bool ownsWeights)
        : base(activation) =>
        (view, this.kernel, this.bias, strides, dilation, cuts, this.ownsWeights) = (other.view, kernel, bias, other.strides, other.dilation, other.cuts, ownsWeights);

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => pass.IsExact && inputs[0].dtype == torch.ScalarType.Float32
        ? [Activation.Apply(ConvolveInOrder(view.Enter(inputs[0])), false)]
        : [Finish(Convolve(view.Enter(inputs[0])), view.Leave)];

    public override Executable? FuseWith(Executable next, bool foldWeights) =>
        foldWeights && Activation.IsLinear && next is BatchNormalizationExecutable normalization && normalization.Axis(view.Rank + 2) == view.ChannelAxis
            ? Folded(normalization)
            : base.FuseWith(next, foldWeights);

    public override void Dispose()
    {
        if (ownsWeights)
        {
            kernel.Dispose();
            bias?.Dispose();
        }

        base.Dispose();
    }

    protected override Executable With(ActivationFunction following) => new TransposedConvolutionExecutable(this, kernel, bias, following, ownsWeights);

    // Keras pads the stretched image by `before` and `after`; libtorch's full result is that of padding by the reach of the kernel.
    static (long Before, long After) Cuts(ConvolutionTranspose layer, int axis)
    {
        var reach = (layer.KernelSize[axis] - 1) * layer.DilationRate[axis];
        var stride = layer.Strides[axis];
        var extra = layer.OutputPadding?[axis];
        if (layer.Padding == Padding.Valid)
        {
            return (0, -(extra ?? Math.Max(0, stride - reach - 1)));
        }

        var total = extra is { } given ? reach + 1 + ((reach + 1) % 2) - 2 + given : stride + reach - 1;
        var before = Math.Min((total / 2) + (total % 2), reach);
        return (reach - before, reach - (total - before));
    }

    torch.Tensor Convolve(torch.Tensor x)
    {
        var around = Array.ConvertAll(cuts, cut => Math.Min(cut.Before, cut.After));
        if (Array.Exists(around, width => width < 0))
        {
            // What lies beyond the full result is 0 before the bias comes.
            var full = Windows.Pad(Transposed(x, null, new long[cuts.Length]), Array.ConvertAll(cuts, cut => (-cut.Before, -cut.After)), 0);
            return bias is null ? full : full + bias.reshape([-1, .. Enumerable.Repeat(1L, cuts.Length)]);
        }

        var result = Transposed(x, bias, around);
        for (var axis = 0; axis < cuts.Length; axis++)
        {
            var (before, after) = (cuts[axis].Before - around[axis], cuts[axis].After - around[axis]);
            result = before + after == 0 ? result : result.narrow(axis + 2, before, result.shape[axis + 2] - before - after);
        }

        return result;
    }

    // Keras's kernel is (spatial axes, out, in); the product sums over the last.
    torch.Tensor ConvolveInOrder(torch.Tensor x)
    {
        long[] window = view.Widen(kernel).shape[2..];
        var convolution = new OrderedTransposedConvolution(
            SpatialView.ToThree(x.shape[2..], 1), SpatialView.ToThree(window, 1), SpatialView.ToThree(strides, 1), SpatialView.ToThree(dilation, 1), SpatialView.ToThree(cuts, default));
        var result = convolution.Run(view.ToThree(x), view.KernelToThree(view.Widen(kernel)).transpose(-2, -1));
        return view.Leave(view.FromThree(bias is null ? result : result.add_(bias)));
    }

    torch.Tensor Transposed(torch.Tensor x, torch.Tensor? shift, long[] around) => view.InnerRank == 2
        ? functional.conv_transpose2d(x, view.Widen(kernel), shift, strides, around, new long[2], dilation)
        : functional.conv_transpose3d(x, kernel, shift, strides, around, new long[3], dilation);

    TransposedConvolutionExecutable Folded(BatchNormalizationExecutable normalization)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var (scale, shift) = normalization.Affine();
        var shape = Enumerable.Repeat(1L, (int)kernel.dim()).ToArray();
        shape[1] = -1;
        var scaled = torch.empty_like(kernel);
        scaled.copy_(kernel * scale.to_type(kernel.dtype).reshape(shape));
        var shifted = (bias is null ? shift : (bias.to_type(scale.dtype) * scale) + shift).to_type(kernel.dtype);
        return new(this, scaled.DetachFromDisposeScope(), shifted.DetachFromDisposeScope(), normalization.Following, ownsWeights: true);
    }
}
