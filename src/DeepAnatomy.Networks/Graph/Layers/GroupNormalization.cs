using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Normalises groups of channels of each image; −1 groups is instance normalisation.</summary>
[KerasClass("GroupNormalization")]
public sealed record GroupNormalization : Layer
{
    /// <summary>Number of groups; −1 for as many as channels.</summary>
    [ConfigKey("groups", "Number of groups; −1 for as many as channels.", Minimum = -1)]
    public int Groups { get; init; } = 32;

    /// <summary>Axis of the channels; negative from the end.</summary>
    [ConfigKey("axis", "Axis of the channels; negative from the end.")]
    public int Axis { get; init; } = -1;

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

    /// <inheritdoc/>
    public override string ClassName => nameof(GroupNormalization);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs, 2);
        var channels = ShapeRules.Known(input, Axis);
        return Groups == -1 || channels % Groups == 0 ? [input] : throw new ShapeException($"{channels} channels cannot be split into {Groups} groups.");
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

        return [.. weights];
    }
}
