namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Largest of all inputs.</summary>
[KerasClass("Maximum")]
public sealed record Maximum : Merge
{
    /// <inheritdoc/>
    public override string ClassName => nameof(Maximum);
}
