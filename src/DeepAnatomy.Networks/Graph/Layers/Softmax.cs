using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Exponentials that sum to one along the given axes.</summary>
[KerasClass("Softmax")]
public sealed record Softmax : Layer
{
    /// <summary>Axes along which the sum is one.</summary>
    [ConfigKey("axis", "Axes along which the sum is one.", ScalarWhenSingle = true)]
    public ImmutableArray<int> Axis { get; init; } = [-1];

    /// <inheritdoc/>
    public override string ClassName => nameof(Softmax);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs);
        _ = ShapeRules.Axes(input, Axis);
        return [input];
    }
}
