namespace DeepAnatomy.Networks.Graph;

/// <summary>How a window that leaves the image is treated.</summary>
public enum Padding
{
    /// <summary>Windows stay inside the image.</summary>
    Valid,

    /// <summary>The output has ⌈size / stride⌉ elements; what is missing is added before and after, the odd one after.</summary>
    Same,

    /// <summary>As <see cref="Same"/>, all of it before (1-D only).</summary>
    Causal,
}
