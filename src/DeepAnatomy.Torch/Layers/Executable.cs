using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>A layer ready to compute. Tensors lie as Keras has them (batch first, channels last unless the layer says otherwise).</summary>
abstract class Executable : IDisposable
{
    /// <summary>
    /// True when what <see cref="Run"/> gives is memory that nothing else looks at, and whose content the gradient does not need:
    /// the only reader may then write over it.
    /// </summary>
    public virtual bool MayBeOverwritten => false;

    /// <summary>Computes one call.</summary>
    /// <param name="inputs">The tensors of the call in order of appearance; not disposed here.</param>
    /// <param name="pass">The pass that runs.</param>
    /// <param name="overwrite">True when the first input may be written over.</param>
    /// <returns>The outputs; intermediate tensors are left to the dispose scope around the call.</returns>
    public abstract torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite);

    /// <summary>This layer and the only reader of its output as one.</summary>
    /// <param name="next">What reads the output.</param>
    /// <param name="foldWeights">True when weights may be multiplied into each other.</param>
    /// <returns>An executable for both, or null to keep them apart.</returns>
    public virtual Executable? FuseWith(Executable next, bool foldWeights) => null;

    /// <summary>Releases constants; weights belong to the network.</summary>
    public virtual void Dispose()
    {
    }
}
