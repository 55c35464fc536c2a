namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Fully connected recurrence.</summary>
[KerasClass("SimpleRNN")]
public sealed record SimpleRNN : Recurrent
{
    /// <inheritdoc/>
    public override string ClassName => nameof(SimpleRNN);
}
