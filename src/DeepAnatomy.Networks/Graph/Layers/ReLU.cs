using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Sets what is below the threshold to zero or to a slope, and limits from above.</summary>
[KerasClass("ReLU")]
public sealed record ReLU : Layer
{
    /// <summary>Largest output, or null for none.</summary>
    [ConfigKey("max_value", "Largest output, or null for none.", Minimum = 0)]
    public double? Ceiling { get; init; }

    /// <summary>Slope below the threshold.</summary>
    [ConfigKey("negative_slope", "Slope below the threshold.", Minimum = 0)]
    public double NegativeSlope { get; init; }

    /// <summary>Where the slope begins.</summary>
    [ConfigKey("threshold", "Where the slope begins.", Minimum = 0)]
    public double Threshold { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(ReLU);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs)];
}
