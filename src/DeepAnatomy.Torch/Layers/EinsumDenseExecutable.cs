using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>An Einstein sum of the input and a kernel.</summary>
sealed class EinsumDenseExecutable(EinsumDense layer, LayerContext context) : Executable
{
    readonly torch.Tensor kernel = context.Tensor("kernel")!;
    readonly torch.Tensor? bias = context.Tensor("bias");
    readonly ActivationFunction activation = ActivationFunction.Of(layer.Activation, context);

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var result = torch.einsum(layer.Equation, inputs[0], kernel);
        return [activation.Apply(bias is null ? result : result + bias, false)];
    }
}
