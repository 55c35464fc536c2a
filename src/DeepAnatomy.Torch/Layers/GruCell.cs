using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Gated recurrent unit; gates in the order update, reset, candidate. The reset gate acts after or before the recurrent matrix.</summary>
sealed class GruCell(GRU layer, LayerContext context) : IRecurrentCell
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
        return ([h], (x, states) =>
        {
            var fromInput = functional.linear(dropInput(x), kernel.t(), layer.ResetAfter ? bias?.select(0, 0) : bias).chunk(3, -1);
            return [layer.ResetAfter ? ResetAfter(fromInput, states[0], dropState(states[0])) : ResetBefore(fromInput, states[0], dropState(states[0]))];
        });
    }

    torch.Tensor ResetAfter(torch.Tensor[] fromInput, torch.Tensor h, torch.Tensor dropped)
    {
        var fromState = functional.linear(dropped, recurrent.t(), bias?.select(0, 1)).chunk(3, -1);
        var reset = gate.Apply(fromInput[1] + fromState[1], false);
        return Mixed(gate.Apply(fromInput[0] + fromState[0], false), h, activation.Apply(fromInput[2] + (reset * fromState[2]), false));
    }

    torch.Tensor ResetBefore(torch.Tensor[] fromInput, torch.Tensor h, torch.Tensor dropped)
    {
        var matrices = recurrent.chunk(3, -1);
        var reset = gate.Apply(fromInput[1] + dropped.matmul(matrices[1]), false);
        return Mixed(
            gate.Apply(fromInput[0] + dropped.matmul(matrices[0]), false), h, activation.Apply(fromInput[2] + (reset * dropped).matmul(matrices[2]), false));
    }

    static torch.Tensor Mixed(torch.Tensor update, torch.Tensor old, torch.Tensor candidate) => (update * old) + ((1 - update) * candidate);
}
