namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>First input minus the second.</summary>
[KerasClass("Subtract")]
public sealed record Subtract : Merge
{
    /// <inheritdoc/>
    public override string ClassName => nameof(Subtract);
}
