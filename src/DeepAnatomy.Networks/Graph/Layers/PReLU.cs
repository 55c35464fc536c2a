using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Multiplies negative elements with a learned slope.</summary>
[KerasClass("PReLU")]
public sealed record PReLU : Layer
{
    /// <summary>How fresh slopes are drawn.</summary>
    [ConfigKey("alpha_initializer", "How fresh slopes are drawn.")]
    public ConfigObject AlphaInitializer { get; init; } = Initializers.Zeros;

    /// <summary>Penalty on the slopes that training adds to the loss, or null.</summary>
    [ConfigKey("alpha_regularizer", "Penalty on the slopes that training adds to the loss, or null.")]
    public ConfigObject? AlphaRegularizer { get; init; }

    /// <summary>Limit that training puts on the slopes after each step, or null.</summary>
    [ConfigKey("alpha_constraint", "Limit that training puts on the slopes after each step, or null.")]
    public ConfigObject? AlphaConstraint { get; init; }

    /// <summary>Axes along which one slope serves all, from 1 (0 is the batch); null for none.</summary>
    [ConfigKey("shared_axes", "Axes along which one slope serves all, from 1 (0 is the batch); null for none.", Minimum = 1)]
    public ImmutableArray<int>? SharedAxes { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(PReLU);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs)];

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs);
        var shared = SharedAxes ?? [];
        return [new("alpha", [.. Enumerable.Range(1, input.Rank - 1).Select(axis => shared.Contains(axis) ? 1 : ShapeRules.Known(input, axis))], true, AlphaInitializer)];
    }
}
