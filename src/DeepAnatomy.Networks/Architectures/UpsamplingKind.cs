namespace DeepAnatomy.Networks.Architectures;

/// <summary>How the decoder enlarges.</summary>
public enum UpsamplingKind
{
    /// <summary>Transposed convolution with window 2 and step 2.</summary>
    Transposed,

    /// <summary>Repeats each voxel, then convolves with a window of 3.</summary>
    Nearest,

    /// <summary>Linear between neighbours, then convolves with a window of 3 (2-D only).</summary>
    Bilinear,
}
