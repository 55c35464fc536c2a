using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>One tensor in, one out, by a function without weights.</summary>
/// <param name="function">The function; the second argument says whether the input may be written over.</param>
/// <param name="fresh">See <see cref="Executable.MayBeOverwritten"/>.</param>
sealed class ElementwiseExecutable(Func<torch.Tensor, bool, torch.Tensor> function, bool fresh = false) : Executable
{
    public override bool MayBeOverwritten => fresh;

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite) => [function(inputs[0], overwrite)];
}
