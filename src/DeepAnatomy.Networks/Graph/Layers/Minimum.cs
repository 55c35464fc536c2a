namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Smallest of all inputs.</summary>
[KerasClass("Minimum")]
public sealed record Minimum : Merge
{
    /// <inheritdoc/>
    public override string ClassName => nameof(Minimum);
}
