namespace DeepAnatomy.Training.Preprocessing;

/// <summary>How Hounsfield units become the numbers a network sees.</summary>
public enum NormalisationKind
{
    /// <summary>A fixed window: its lower end is −1, its upper end 1, beyond is cut off.</summary>
    Window,

    /// <summary>As nnU-Net: cut at the 0.5th and 99.5th percentile of the foreground of the training cases, less its mean, by its standard deviation.</summary>
    Foreground,
}
