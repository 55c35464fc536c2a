using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Adds a penalty on its input to the loss and passes it on.</summary>
[KerasClass("ActivityRegularization")]
public sealed record ActivityRegularization : Layer
{
    /// <summary>Weight of the sum of absolute values.</summary>
    [ConfigKey("l1", "Weight of the sum of absolute values.", Minimum = 0)]
    public double L1 { get; init; }

    /// <summary>Weight of the sum of squares.</summary>
    [ConfigKey("l2", "Weight of the sum of squares.", Minimum = 0)]
    public double L2 { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(ActivityRegularization);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs)];
}
