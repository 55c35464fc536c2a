using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Layers;

/// <summary>A matrix applied to the last axis.</summary>
sealed class DenseExecutable : ActivatedExecutable
{
    readonly torch.Tensor kernel;
    readonly torch.Tensor? bias;

    public DenseExecutable(Dense layer, LayerContext context)
        : this(context.Tensor("kernel")!, context.Tensor("bias"), ActivationFunction.Of(layer.Activation, context))
    {
    }

    DenseExecutable(torch.Tensor kernel, torch.Tensor? bias, ActivationFunction activation)
        : base(activation) => (this.kernel, this.bias) = (kernel, bias);

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => [Finish(functional.linear(inputs[0], kernel.t(), bias), y => y)];

    protected override Executable With(ActivationFunction following) => new DenseExecutable(kernel, bias, following);
}
