using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Divides by the Euclidean length along the given axes.</summary>
[KerasClass("UnitNormalization")]
public sealed record UnitNormalization : Layer
{
    /// <summary>Axes whose elements form a vector.</summary>
    [ConfigKey("axis", "Axes whose elements form a vector.", ScalarWhenSingle = true)]
    public ImmutableArray<int> Axis { get; init; } = [-1];

    /// <inheritdoc/>
    public override string ClassName => nameof(UnitNormalization);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs);
        _ = ShapeRules.Axes(input, Axis);
        return [input];
    }
}
