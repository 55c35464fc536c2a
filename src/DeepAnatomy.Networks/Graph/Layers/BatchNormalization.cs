using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Normalises each channel over batch and space; with the moving statistics at inference and when frozen.</summary>
[KerasClass("BatchNormalization")]
public sealed record BatchNormalization : Layer
{
    /// <summary>Axis of the channels; negative from the end.</summary>
    [ConfigKey("axis", "Axis of the channels; negative from the end.")]
    public int Axis { get; init; } = -1;

    /// <summary>Share of the old moving statistics that a step keeps.</summary>
    [ConfigKey("momentum", "Share of the old moving statistics that a step keeps.", Minimum = 0, Maximum = 1)]
    public double Momentum { get; init; } = 0.99;

    /// <summary>Added to the variance before the root.</summary>
    [ConfigKey("epsilon", "Added to the variance before the root.", Minimum = 0)]
    public double Epsilon { get; init; } = 1e-3;

    /// <summary>Whether a learned offset (beta) is added.</summary>
    [ConfigKey("center", "Whether a learned offset (beta) is added.")]
    public bool Center { get; init; } = true;

    /// <summary>Whether the result is multiplied with a learned factor (gamma).</summary>
    [ConfigKey("scale", "Whether the result is multiplied with a learned factor (gamma).")]
    public bool Scale { get; init; } = true;

    /// <summary>How fresh offsets are drawn.</summary>
    [ConfigKey("beta_initializer", "How fresh offsets are drawn.")]
    public ConfigObject BetaInitializer { get; init; } = Initializers.Zeros;

    /// <summary>How fresh factors are drawn.</summary>
    [ConfigKey("gamma_initializer", "How fresh factors are drawn.")]
    public ConfigObject GammaInitializer { get; init; } = Initializers.Ones;

    /// <summary>How fresh moving means are drawn.</summary>
    [ConfigKey("moving_mean_initializer", "How fresh moving means are drawn.")]
    public ConfigObject MovingMeanInitializer { get; init; } = Initializers.Zeros;

    /// <summary>How fresh moving variances are drawn.</summary>
    [ConfigKey("moving_variance_initializer", "How fresh moving variances are drawn.")]
    public ConfigObject MovingVarianceInitializer { get; init; } = Initializers.Ones;

    /// <summary>Penalty on the offsets that training adds to the loss, or null.</summary>
    [ConfigKey("beta_regularizer", "Penalty on the offsets that training adds to the loss, or null.")]
    public ConfigObject? BetaRegularizer { get; init; }

    /// <summary>Penalty on the factors that training adds to the loss, or null.</summary>
    [ConfigKey("gamma_regularizer", "Penalty on the factors that training adds to the loss, or null.")]
    public ConfigObject? GammaRegularizer { get; init; }

    /// <summary>Limit that training puts on the offsets after each step, or null.</summary>
    [ConfigKey("beta_constraint", "Limit that training puts on the offsets after each step, or null.")]
    public ConfigObject? BetaConstraint { get; init; }

    /// <summary>Limit that training puts on the factors after each step, or null.</summary>
    [ConfigKey("gamma_constraint", "Limit that training puts on the factors after each step, or null.")]
    public ConfigObject? GammaConstraint { get; init; }

    /// <summary>Whether statistics are gathered from all devices in training.</summary>
    [ConfigKey("synchronized", "Whether statistics are gathered from all devices in training.")]
    public bool Synchronized { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(BatchNormalization);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs);
        _ = ShapeRules.Axes(input, [Axis]);
        return [input];
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        ImmutableArray<int> shape = [ShapeRules.Known(ShapeRules.Only(inputs), Axis)];
        List<WeightSpec> weights = [];
        if (Scale)
        {
            weights.Add(new("gamma", shape, true, GammaInitializer));
        }

        if (Center)
        {
            weights.Add(new("beta", shape, true, BetaInitializer));
        }

        return [.. weights, new("moving_mean", shape, false, MovingMeanInitializer), new("moving_variance", shape, false, MovingVarianceInitializer)];
    }
}
