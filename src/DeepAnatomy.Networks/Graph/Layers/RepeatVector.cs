using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Repeats a vector along a new axis.</summary>
[KerasClass("RepeatVector")]
public sealed record RepeatVector : Layer
{
    /// <summary>How often.</summary>
    [ConfigKey("n", "How often.", Minimum = 1)]
    public required int Count { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(RepeatVector);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs);
        return input.Rank == 2 ? [new([input[0], Count, input[1]])] : throw new ShapeException($"The input {input} needs 2 axes.");
    }
}
