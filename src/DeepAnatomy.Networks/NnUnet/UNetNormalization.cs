namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Which normalisation follows a convolution.</summary>
public enum UNetNormalizationKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>Each channel of each image by its own mean and variance.</summary>
    Instance,

    /// <summary>Each channel by mean and variance of the batch, or at inference by those of the training.</summary>
    Batch,
}

/// <summary>The normalisation after each convolution, with PyTorch's defaults.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Affine">Whether scale and offset are learned.</param>
/// <param name="Momentum">Weight of a new batch in the statistics, as PyTorch means it (Keras: 1 − this).</param>
public sealed record UNetNormalization(UNetNormalizationKind Kind, double Epsilon = 1e-5, bool Affine = true, double Momentum = 0.1);
