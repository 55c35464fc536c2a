using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Drops random elements in training; nothing at inference.</summary>
[KerasClass("Dropout")]
public sealed record Dropout : Layer
{
    /// <summary>Share of the elements that is dropped in training.</summary>
    [ConfigKey("rate", "Share of the elements that is dropped in training.", Minimum = 0, Maximum = 1)]
    public required double Rate { get; init; }

    /// <summary>Seed of the random numbers, or null.</summary>
    [ConfigKey("seed", "Seed of the random numbers, or null.")]
    public int? Seed { get; init; }

    /// <summary>Sizes of the random mask; 1 where one decision serves a whole axis; null for the input’s.</summary>
    [ConfigKey("noise_shape", "Sizes of the random mask; 1 where one decision serves a whole axis; null for the input’s.")]
    public ImmutableArray<int?>? NoiseShape { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(Dropout);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs)];
}
