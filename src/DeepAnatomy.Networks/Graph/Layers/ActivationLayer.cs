using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>A function of each element (or along the last axis): <c>Activation</c>.</summary>
[KerasClass("Activation")]
public sealed record ActivationLayer : Layer
{
    /// <summary>The function.</summary>
    [ConfigKey("activation", "The function.")]
    public required Activation Function { get; init; }

    /// <inheritdoc/>
    public override string ClassName => "Activation";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [Function.Name == "glu" ? Halves.Of(ShapeRules.Only(inputs), -1) : ShapeRules.Only(inputs)];
}
