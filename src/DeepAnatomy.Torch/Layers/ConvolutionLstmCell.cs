using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Torch.Engine;
using TorchSharp;
using Padding = DeepAnatomy.Networks.Graph.Padding;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Long short-term memory with convolutions in the place of matrices.</summary>
sealed class ConvolutionLstmCell : IRecurrentCell
{
    readonly ConvolutionLstm layer;
    readonly SpatialView view;
    readonly ConvolutionGeometry input;
    readonly ConvolutionGeometry state;
    readonly torch.Tensor kernel;
    readonly torch.Tensor recurrent;
    readonly torch.Tensor? bias;
    readonly ActivationFunction activation;
    readonly ActivationFunction gate;

    public ConvolutionLstmCell(ConvolutionLstm layer, LayerContext context)
    {
        this.layer = layer;
        view = new(layer.SpatialRank, layer.DataFormat);
        ImmutableArray<int> ones = [.. Enumerable.Repeat(1, layer.SpatialRank)];
        input = new(view, layer.Padding, layer.KernelSize, layer.Strides, layer.DilationRate, 1);
        state = new(view, Padding.Same, layer.KernelSize, ones, ones, 1);
        kernel = context.Tensor("kernel", WeightLayout.Kernel(layer.SpatialRank))!;
        recurrent = context.Tensor("recurrent_kernel", WeightLayout.Kernel(layer.SpatialRank))!;
        bias = context.Tensor("bias");
        (activation, gate) = (ActivationFunction.Of(layer.Activation, context), ActivationFunction.Of(layer.RecurrentActivation, context));
    }

    public (torch.Tensor[] States, Func<torch.Tensor, torch.Tensor[], torch.Tensor[]> Step) Begin(torch.Tensor first, Pass pass)
    {
        var gates = FromInput(first).shape;
        gates[view.ChannelAxis] = layer.Filters;
        var h = torch.zeros(gates, first.dtype);
        var (dropInput, dropState) = (DropoutMasks.Of(first, layer.Dropout, pass), DropoutMasks.Of(h, layer.RecurrentDropout, pass));
        return ([h, torch.zeros_like(h)], (x, states) =>
        {
            var sum = FromInput(dropInput(x)) + view.Leave(state.Convolve(view.Enter(dropState(states[0])), view.Widen(recurrent), null));
            return LstmCell.Next(sum.chunk(4, view.ChannelAxis), states[1], activation, gate);
        });
    }

    torch.Tensor FromInput(torch.Tensor x) => view.Leave(input.Convolve(view.Enter(x), view.Widen(kernel), bias));
}
