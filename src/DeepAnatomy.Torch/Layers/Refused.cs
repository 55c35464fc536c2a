using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Stands where a layer cannot be computed until all problems are known; never runs.</summary>
sealed class Refused : Executable
{
    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => throw new InvalidOperationException("The layer is not supported.");
}
