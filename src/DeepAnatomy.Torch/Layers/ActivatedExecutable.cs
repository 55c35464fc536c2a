using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>A layer that can apply an activation to its result while it still lies in the fast order of axes.</summary>
abstract class ActivatedExecutable(ActivationFunction activation) : Executable
{
    /// <summary>Function applied to the result.</summary>
    protected ActivationFunction Activation => activation;

    public override bool MayBeOverwritten => activation.IsLinear;

    public override Executable? FuseWith(Executable next, bool foldWeights) =>
        next is ActivationExecutable { Function.IsElementwise: true } following && activation.IsLinear ? With(following.Function) : null;

    /// <summary>The same layer with another activation; what it owns stays with this one.</summary>
    protected abstract Executable With(ActivationFunction following);

    /// <summary>Applies the activation before or after the axes are brought into Keras's order.</summary>
    /// <param name="result">The result in libtorch's order; new memory that nobody looks at.</param>
    /// <param name="leave">Brings it into Keras's order.</param>
    protected torch.Tensor Finish(torch.Tensor result, Func<torch.Tensor, torch.Tensor> leave) =>
        activation.IsElementwise ? leave(activation.Apply(result, true)) : activation.Apply(leave(result), false);
}
