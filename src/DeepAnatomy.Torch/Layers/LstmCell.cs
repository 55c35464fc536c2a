using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Long short-term memory; gates in the order input, forget, cell, output.</summary>
sealed class LstmCell(LSTM layer, LayerContext context) : IRecurrentCell
{
    readonly torch.Tensor kernel = context.Tensor("kernel")!;
    readonly torch.Tensor recurrent = context.Tensor("recurrent_kernel")!;
    readonly torch.Tensor? bias = context.Tensor("bias");
    readonly ActivationFunction activation = ActivationFunction.Of(layer.Activation, context);
    readonly ActivationFunction gate = ActivationFunction.Of(layer.RecurrentActivation, context);

    public (torch.Tensor[] States, Func<torch.Tensor, torch.Tensor[], torch.Tensor[]> Step) Begin(torch.Tensor first, Pass pass)
    {
        var h = torch.zeros([first.shape[0], layer.Units], first.dtype);
        var (dropInput, dropState) = (DropoutMasks.Of(first, layer.Dropout, pass), DropoutMasks.Of(h, layer.RecurrentDropout, pass));
        return ([h, torch.zeros_like(h)], (x, states) =>
            Next((functional.linear(dropInput(x), kernel.t(), bias) + dropState(states[0]).matmul(recurrent)).chunk(4, -1), states[1], activation, gate));
    }

    /// <summary>The next output and cell from the four gates before their activations.</summary>
    public static torch.Tensor[] Next(torch.Tensor[] gates, torch.Tensor cell, ActivationFunction activation, ActivationFunction gate)
    {
        var next = (gate.Apply(gates[1], false) * cell) + (gate.Apply(gates[0], false) * activation.Apply(gates[2], false));
        return [gate.Apply(gates[3], false) * activation.Apply(next, false), next];
    }
}
