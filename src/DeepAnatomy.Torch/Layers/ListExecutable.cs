using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Several tensors in, one out.</summary>
sealed class ListExecutable(Func<torch.Tensor[], torch.Tensor> function) : Executable
{
    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => [function(inputs)];
}
