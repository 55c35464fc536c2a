using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Rectifier with learned slopes below 0, one for each place or shared along axes.</summary>
sealed class PReluExecutable(LayerContext context) : Executable
{
    readonly torch.Tensor alpha = context.Weight(0).Tensor;

    public override bool MayBeOverwritten => true;

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => [inputs[0].relu() - (alpha * (-inputs[0]).relu())];
}
