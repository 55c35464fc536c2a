using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Tensors one after the other along an axis.</summary>
sealed class ConcatenateExecutable(long axis) : Executable
{
    public override bool MayBeOverwritten => true;

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => [inputs.Length == 1 ? inputs[0].clone() : torch.cat(inputs, axis)];
}
