namespace DeepAnatomy.Networks.Graph;

/// <summary>How an enlarged or reduced image gets its elements.</summary>
public enum Interpolation
{
    /// <summary>The nearest element.</summary>
    Nearest,

    /// <summary>Linear between neighbours along each axis, half-pixel centres, no smoothing.</summary>
    Bilinear,
}
