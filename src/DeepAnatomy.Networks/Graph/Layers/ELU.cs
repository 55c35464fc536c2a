using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Exponential below zero: alpha · (eˣ − 1).</summary>
[KerasClass("ELU")]
public sealed record ELU : Layer
{
    /// <summary>Limit for large negative elements.</summary>
    [ConfigKey("alpha", "Limit for large negative elements.")]
    public double Alpha { get; init; } = 1.0;

    /// <inheritdoc/>
    public override string ClassName => nameof(ELU);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs)];
}
