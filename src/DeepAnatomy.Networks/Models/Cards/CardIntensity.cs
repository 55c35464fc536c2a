namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>How intensities become what the network sees.</summary>
public enum CardIntensity
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>Clipped to a window, then scaled to 0 … 1.</summary>
    Window,

    /// <summary>Clipped to a window, then scaled to −1 … 1.</summary>
    WindowSymmetric,

    /// <summary>Clipped to two values of the training's foreground, its mean taken away, divided by its standard deviation.</summary>
    ClipAndStandardise,

    /// <summary>Mean of the image taken away, divided by its standard deviation.</summary>
    ZScore,

    /// <summary>Scaled from smallest to largest value of the image to 0 … 1.</summary>
    Unit,

    /// <summary>Divided by 255.</summary>
    Rgb,
}
