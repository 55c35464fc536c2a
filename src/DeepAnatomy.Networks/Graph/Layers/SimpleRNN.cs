namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Fully connected recurrence.</summary>
[KerasClass("SimpleRNN")]
public sealed record SimpleRNN : Recurrent
{
    /// <inheritdoc/>
    public override string ClassName => nameof(SimpleRNN);

    /// <inheritdoc/>
    private protected override int Gates => 1;
}
