using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>(x − mean) / √variance, or back again. Keras does not divide by less than 1e-7.</summary>
sealed class NormalizationExecutable(torch.Tensor mean, torch.Tensor variance, bool invert) : Executable
{
    public override bool MayBeOverwritten => true;

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var deviation = variance.sqrt().clamp_min(1e-7);
        return [invert ? mean + (inputs[0] * deviation) : (inputs[0] - mean) / deviation];
    }

    public override void Dispose()
    {
        mean.Dispose();
        variance.Dispose();
        base.Dispose();
    }
}
