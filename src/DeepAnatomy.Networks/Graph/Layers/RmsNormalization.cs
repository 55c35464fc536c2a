using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Divides by the root of the mean square over the given axes.</summary>
[KerasClass("RMSNormalization")]
public sealed record RmsNormalization : Layer
{
    /// <summary>Axes that are normalised over; they have a factor each.</summary>
    [ConfigKey("axis", "Axes that are normalised over; they have a factor each.", ScalarWhenSingle = true)]
    public ImmutableArray<int> Axis { get; init; } = [-1];

    /// <summary>Added to the mean square before the root.</summary>
    [ConfigKey("epsilon", "Added to the mean square before the root.", Minimum = 0)]
    public double Epsilon { get; init; } = 1e-6;

    /// <inheritdoc/>
    public override string ClassName => "RMSNormalization";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs);
        _ = ShapeRules.Axes(input, Axis);
        return [input];
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs);
        return [new("scale", [.. ShapeRules.Axes(input, Axis).Select(axis => ShapeRules.Known(input, axis))], true, Initializers.Ones)];
    }
}
