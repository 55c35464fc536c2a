using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Adds normally distributed noise in training; nothing at inference.</summary>
[KerasClass("GaussianNoise")]
public sealed record GaussianNoise : Layer
{
    /// <summary>Standard deviation of the noise.</summary>
    [ConfigKey("stddev", "Standard deviation of the noise.", Minimum = 0)]
    public required double StandardDeviation { get; init; }

    /// <summary>Seed of the random numbers, or null.</summary>
    [ConfigKey("seed", "Seed of the random numbers, or null.")]
    public int? Seed { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(GaussianNoise);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs)];
}
