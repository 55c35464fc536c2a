using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Passes its input on.</summary>
[KerasClass("Identity")]
public sealed record Identity : Layer
{
    /// <inheritdoc/>
    public override string ClassName => nameof(Identity);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs)];
}
