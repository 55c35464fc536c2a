using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Gated recurrent unit; gates in the order update, reset, candidate.</summary>
[KerasClass("GRU")]
public sealed record GRU : Recurrent
{
    /// <summary>Function of the gates.</summary>
    [ConfigKey("recurrent_activation", "Function of the gates.")]
    public Activation RecurrentActivation { get; init; } = new("sigmoid");

    /// <summary>Whether the reset gate acts after the matrix product.</summary>
    [ConfigKey("reset_after", "Whether the reset gate acts after the matrix product.")]
    public bool ResetAfter { get; init; } = true;

    /// <inheritdoc/>
    public override string ClassName => nameof(GRU);

    /// <inheritdoc/>
    private protected override int Gates => 3;

    /// <inheritdoc/>
    private protected override ImmutableArray<int> BiasShape(int width) => ResetAfter ? [2, width] : [width];
}
