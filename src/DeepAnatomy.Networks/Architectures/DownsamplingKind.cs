namespace DeepAnatomy.Networks.Architectures;

/// <summary>How the encoder halves.</summary>
public enum DownsamplingKind
{
    /// <summary>Largest value of a window of 2.</summary>
    MaxPool,

    /// <summary>The first convolution of the level has step 2.</summary>
    Convolution,
}
