using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Torch.Engine;
using TorchSharp;
using Padding = DeepAnatomy.Networks.Graph.Padding;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Convolutions, also depthwise ones.</summary>
sealed class ConvolutionExecutable : ActivatedExecutable
{
    readonly ConvolutionGeometry geometry;
    readonly torch.Tensor kernel;
    readonly torch.Tensor? bias;
    readonly bool ownsWeights;

    ConvolutionExecutable(ConvolutionGeometry geometry, torch.Tensor kernel, torch.Tensor? bias, ActivationFunction activation, bool ownsWeights = false)
        : base(activation) => (this.geometry, this.kernel, this.bias, this.ownsWeights) = (geometry, kernel, bias, ownsWeights);

    public static ConvolutionExecutable Create(Convolution layer, LayerContext context) => new(
        new(new(layer.SpatialRank, layer.DataFormat), layer.Padding, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Groups),
        context.Tensor("kernel", WeightLayout.Kernel(layer.SpatialRank))!,
        context.Tensor("bias"),
        ActivationFunction.Of(layer.Activation, context));

    public static ConvolutionExecutable Create(DepthwiseConvolution layer, LayerContext context)
    {
        var kernel = context.Weight(0, WeightLayout.Depthwise(layer.SpatialRank));
        return new(
            new(new(layer.SpatialRank, layer.DataFormat), layer.Padding, layer.KernelSize, layer.Strides, layer.DilationRate, kernel.Spec.Shape[^2]),
            kernel.Tensor,
            context.Tensor("bias"),
            ActivationFunction.Of(layer.Activation, context));
    }

    /// <summary>The depthwise and the pointwise half, one after the other; bias and activation only at the end.</summary>
    public static (ConvolutionExecutable Depthwise, ConvolutionExecutable Pointwise) Create(SeparableConvolution layer, LayerContext context)
    {
        var view = new SpatialView(layer.SpatialRank, layer.DataFormat);
        var depthwise = context.Weight(0, WeightLayout.Depthwise(layer.SpatialRank));
        ImmutableArray<int> ones = [.. Enumerable.Repeat(1, layer.SpatialRank)];
        return (
            new(new(view, layer.Padding, layer.KernelSize, layer.Strides, layer.DilationRate, depthwise.Spec.Shape[^2]), depthwise.Tensor, null, ActivationFunction.Linear),
            new(
                new(view, Padding.Valid, ones, ones, ones, 1),
                context.Weight(1, WeightLayout.Kernel(layer.SpatialRank)).Tensor,
                context.Tensor("bias"),
                ActivationFunction.Of(layer.Activation, context)));
    }

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => pass.IsExact && geometry.HasOrder(inputs[0])
        ? [Activation.Apply(geometry.ConvolveInOrder(inputs[0], kernel, bias), false)]
        : [Finish(geometry.Convolve(geometry.View.Enter(inputs[0]), geometry.View.Widen(kernel), bias), geometry.View.Leave)];

    public override Executable? FuseWith(Executable next, bool foldWeights) =>
        foldWeights && Activation.IsLinear && next is BatchNormalizationExecutable normalization && normalization.Axis(geometry.View.Rank + 2) == geometry.View.ChannelAxis
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

    protected override Executable With(ActivationFunction following) => new ConvolutionExecutable(geometry, kernel, bias, following, ownsWeights);

    ConvolutionExecutable Folded(BatchNormalizationExecutable normalization)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var (scale, shift) = normalization.Affine();
        var shape = Enumerable.Repeat(1L, (int)kernel.dim()).ToArray();
        shape[0] = -1;
        var scaled = torch.empty_like(kernel);
        scaled.copy_(kernel * scale.to_type(kernel.dtype).reshape(shape));
        var shifted = (bias is null ? shift : (bias.to_type(scale.dtype) * scale) + shift).to_type(kernel.dtype);
        return new(geometry, scaled.DetachFromDisposeScope(), shifted.DetachFromDisposeScope(), normalization.Following, ownsWeights: true);
    }
}
