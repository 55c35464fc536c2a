namespace DeepAnatomy.Torch.Engine;

/// <summary>How arrays are sent through a network.</summary>
public sealed record RunOptions
{
    /// <summary>Elements of the first axis computed at once, at least 1; null for all.</summary>
    public int? BatchSize { get; init; }

    /// <summary>
    /// True to join steps where that is faster (a batch normalization into the convolution before it): the result then differs from Keras's in the last bits,
    /// by about a millionth of the largest number. False to compute in Keras's own order of operations; taps always do.
    /// </summary>
    public bool IsFast { get; init; }

    /// <summary>Paths of layers whose outputs are wanted as well (names from the outermost model inwards, joined with <c>/</c>); <c>null</c> for none.</summary>
    public IReadOnlyCollection<string>? Taps { get; init; }
}
