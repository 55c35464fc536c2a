using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>An activation as a layer of its own.</summary>
sealed class ActivationExecutable(ActivationFunction function) : Executable
{
    /// <summary>The function.</summary>
    public ActivationFunction Function => function;

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => [function.Apply(inputs[0], overwrite)];
}
