namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Sum of all inputs.</summary>
[KerasClass("Add")]
public sealed record Add : Merge
{
    /// <inheritdoc/>
    public override string ClassName => nameof(Add);
}
