namespace DeepAnatomy.Networks.Architectures;

/// <summary>Normalisation after a convolution.</summary>
public enum NormalizationKind
{
    /// <summary>None; convolutions then have a bias.</summary>
    None,

    /// <summary>Each channel by mean and variance of the batch; at inference by those of the training.</summary>
    Batch,

    /// <summary>Each channel of each image by its own mean and variance.</summary>
    Instance,

    /// <summary>Groups of channels of each image by their own mean and variance.</summary>
    Group,

    /// <summary>Each voxel by mean and variance over its channels.</summary>
    Layer,
}
