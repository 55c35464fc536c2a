using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Multiplies negative elements with a slope.</summary>
[KerasClass("LeakyReLU")]
public sealed record LeakyReLU : Layer
{
    /// <summary>Slope below zero.</summary>
    [ConfigKey("negative_slope", "Slope below zero.", Minimum = 0)]
    public double NegativeSlope { get; init; } = 0.3;

    /// <inheritdoc/>
    public override string ClassName => nameof(LeakyReLU);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs)];
}
