using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>x × scale + offset.</summary>
sealed class RescalingExecutable(torch.Tensor scale, torch.Tensor offset) : Executable
{
    public override bool MayBeOverwritten => true;

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => [(inputs[0] * scale) + offset];

    public override void Dispose()
    {
        scale.Dispose();
        offset.Dispose();
        base.Dispose();
    }
}
