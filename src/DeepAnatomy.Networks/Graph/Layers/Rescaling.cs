using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Multiplies with a factor and adds an offset.</summary>
[KerasClass("Rescaling")]
public sealed record Rescaling : Layer
{
    /// <summary>Factor: one number, or one for each element of the last axis.</summary>
    [ConfigKey("scale", "Factor: one number, or one for each element of the last axis.")]
    public required Numbers Factor { get; init; }

    /// <summary>Offset: one number, or one for each element of the last axis.</summary>
    [ConfigKey("offset", "Offset: one number, or one for each element of the last axis.")]
    public Numbers Offset { get; init; } = 0.0;

    /// <inheritdoc/>
    public override string ClassName => nameof(Rescaling);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs)];
}
