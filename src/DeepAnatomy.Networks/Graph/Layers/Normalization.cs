using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Subtracts a mean and divides by the root of a variance, both given or measured on the training data.</summary>
[KerasClass("Normalization")]
public sealed record Normalization : Layer
{
    /// <summary>Axes that have a mean each; null for one mean of everything.</summary>
    [ConfigKey("axis", "Axes that have a mean each; null for one mean of everything.")]
    public ImmutableArray<int>? Axis { get; init; } = [-1];

    /// <summary>Whether the inverse is computed.</summary>
    [ConfigKey("invert", "Whether the inverse is computed.")]
    public bool Invert { get; init; }

    /// <summary>Mean, or null when it was measured and lies with the weights.</summary>
    [ConfigKey("mean", "Mean, or null when it was measured and lies with the weights.")]
    public Numbers? Mean { get; init; }

    /// <summary>Variance, or null when it was measured and lies with the weights.</summary>
    [ConfigKey("variance", "Variance, or null when it was measured and lies with the weights.")]
    public Numbers? Variance { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(Normalization);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs);
        _ = ShapeRules.Axes(input, Axis ?? []);
        return [input];
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        if (Mean is not null)
        {
            return [];
        }

        var input = ShapeRules.Only(inputs);
        ImmutableArray<int> shape = [.. ShapeRules.Axes(input, Axis ?? []).Select(axis => ShapeRules.Known(input, axis))];
        return
        [
            new("mean", shape, false, Initializers.Zeros),
            new("variance", shape, false, Initializers.Ones),
            new("count", [], false, Initializers.Zeros) { Type = ElementType.Int32 },
        ];
    }
}
