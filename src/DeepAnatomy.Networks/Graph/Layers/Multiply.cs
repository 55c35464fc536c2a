namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Product of all inputs.</summary>
[KerasClass("Multiply")]
public sealed record Multiply : Merge
{
    /// <inheritdoc/>
    public override string ClassName => nameof(Multiply);
}
