using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>A depthwise convolution and a pointwise one, seen as one layer.</summary>
sealed class SeparableConvolutionExecutable(Executable depthwise, Executable pointwise) : Executable
{
    public static SeparableConvolutionExecutable Create(SeparableConvolution layer, LayerContext context)
    {
        var (depthwise, pointwise) = ConvolutionExecutable.Create(layer, context);
        return new(depthwise, pointwise);
    }

    public override bool MayBeOverwritten => pointwise.MayBeOverwritten;

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => pointwise.Run(depthwise.Run(inputs, pass, false), pass, false);

    public override Executable? FuseWith(Executable next, bool foldWeights) =>
        pointwise.FuseWith(next, foldWeights) is { } joined ? new SeparableConvolutionExecutable(depthwise, joined) : null;

    public override void Dispose()
    {
        depthwise.Dispose();
        pointwise.Dispose();
        base.Dispose();
    }
}
