using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Joins the inputs along one axis.</summary>
[KerasClass("Concatenate")]
public sealed record Concatenate : Layer
{
    /// <summary>Axis along which the inputs are joined.</summary>
    [ConfigKey("axis", "Axis along which the inputs are joined.")]
    public int Axis { get; init; } = -1;

    /// <inheritdoc/>
    public override string ClassName => nameof(Concatenate);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Concatenated(inputs, Axis)];
}
