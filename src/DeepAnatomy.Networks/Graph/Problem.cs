namespace DeepAnatomy.Networks.Graph;

/// <summary>One thing that is wrong with a network or its file.</summary>
/// <param name="Path">Where: layer names from the outermost model inwards, joined with <c>/</c>, and the setting, e.g. <c>decoder/conv2d_3.strides</c>.</param>
/// <param name="Message">What is wrong and what to do, one or two sentences.</param>
public sealed record Problem(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}
