using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Dropout of a recurrent layer: one mask for all elements of a sequence.</summary>
static class DropoutMasks
{
    /// <summary>Multiplies by a mask of this pass, or leaves everything as it is.</summary>
    /// <param name="like">A tensor of the shape that is masked.</param>
    /// <param name="rate">Share that is dropped.</param>
    /// <param name="pass">The pass.</param>
    public static Func<torch.Tensor, torch.Tensor> Of(torch.Tensor like, double rate, Pass pass)
    {
        if (!pass.Training || rate <= 0)
        {
            return x => x;
        }

        var mask = NoiseExecutable.Drop(torch.ones_like(like), rate, like.shape, pass.Noise);
        return x => x * mask;
    }
}
