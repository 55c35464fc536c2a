namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Long short-term memory; gates in the order input, forget, cell, output.</summary>
[KerasClass("LSTM")]
public sealed record LSTM : Recurrent
{
    /// <summary>Function of the gates.</summary>
    [ConfigKey("recurrent_activation", "Function of the gates.")]
    public Activation RecurrentActivation { get; init; } = new("sigmoid");

    /// <summary>Whether fresh forget gates have bias one.</summary>
    [ConfigKey("unit_forget_bias", "Whether fresh forget gates have bias one.")]
    public bool UnitForgetBias { get; init; } = true;

    /// <inheritdoc/>
    public override string ClassName => nameof(LSTM);

    /// <inheritdoc/>
    private protected override int Gates => 4;

    /// <inheritdoc/>
    private protected override int States => 2;
}
