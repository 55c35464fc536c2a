using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>activation(x K + h R + b).</summary>
sealed class SimpleCell(SimpleRNN layer, LayerContext context) : IRecurrentCell
{
    readonly torch.Tensor kernel = context.Tensor("kernel")!;
    readonly torch.Tensor recurrent = context.Tensor("recurrent_kernel")!;
    readonly torch.Tensor? bias = context.Tensor("bias");
    readonly ActivationFunction activation = ActivationFunction.Of(layer.Activation, context);

    public (torch.Tensor[] States, Func<torch.Tensor, torch.Tensor[], torch.Tensor[]> Step) Begin(torch.Tensor first, Pass pass)
    {
        var h = torch.zeros([first.shape[0], layer.Units], first.dtype);
        var (dropInput, dropState) = (DropoutMasks.Of(first, layer.Dropout, pass), DropoutMasks.Of(h, layer.RecurrentDropout, pass));
        return ([h], (x, states) => [activation.Apply(functional.linear(dropInput(x), kernel.t(), bias) + dropState(states[0]).matmul(recurrent), false)]);
    }
}
