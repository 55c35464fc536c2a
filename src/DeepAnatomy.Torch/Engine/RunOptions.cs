namespace DeepAnatomy.Torch.Engine;

/// <summary>How arrays are sent through a network.</summary>
public sealed record RunOptions
{
    /// <summary>Elements of the first axis computed at once, at least 1; null for all.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Paths of layers whose outputs are wanted as well (names from the outermost model inwards, joined with <c>/</c>); <c>null</c> for none.</summary>
    public IReadOnlyCollection<string>? Taps { get; init; }
}
