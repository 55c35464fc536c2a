namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Mean of all inputs.</summary>
[KerasClass("Average")]
public sealed record Average : Merge
{
    /// <inheritdoc/>
    public override string ClassName => nameof(Average);
}
