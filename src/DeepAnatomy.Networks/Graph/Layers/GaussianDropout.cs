using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Multiplies with noise around one in training; nothing at inference.</summary>
[KerasClass("GaussianDropout")]
public sealed record GaussianDropout : Layer
{
    /// <summary>Share of the elements that is dropped in training.</summary>
    [ConfigKey("rate", "Share of the elements that is dropped in training.", Minimum = 0, Maximum = 1)]
    public required double Rate { get; init; }

    /// <summary>Seed of the random numbers, or null.</summary>
    [ConfigKey("seed", "Seed of the random numbers, or null.")]
    public int? Seed { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(GaussianDropout);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs)];
}
