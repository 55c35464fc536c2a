using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Subtracts a mean and divides by the root of a variance, both given or measured on the training data.</summary>
[KerasClass("Normalization")]
public sealed record Normalization : Layer
{
    /// <summary>Axes that have a mean each; null for one mean of everything.</summary>
    [ConfigKey("axis", "Axes that have a mean each; null for one mean of everything.")]
    public ImmutableArray<int>? Axis { get; init; } = [-1];

    /// <summary>Whether the inverse is computed.</summary>
    [ConfigKey("invert", "Whether the inverse is computed.")]
    public bool Invert { get; init; }

    /// <summary>Mean, or null when it was measured and lies with the weights.</summary>
    [ConfigKey("mean", "Mean, or null when it was measured and lies with the weights.")]
    public Numbers? Mean { get; init; }

    /// <summary>Variance, or null when it was measured and lies with the weights.</summary>
    [ConfigKey("variance", "Variance, or null when it was measured and lies with the weights.")]
    public Numbers? Variance { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(Normalization);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => throw new ShapeException("not yet");
}
