using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Reorders the axes.</summary>
[KerasClass("Permute")]
public sealed record Permute : Layer
{
    /// <summary>For each output axis the input axis, from 1 (0 is the batch).</summary>
    [ConfigKey("dims", "For each output axis the input axis, from 1 (0 is the batch).", Minimum = 1)]
    public required ImmutableArray<int> Dimensions { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(Permute);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs);
        return Dimensions.Order().SequenceEqual(Enumerable.Range(1, input.Rank - 1))
            ? [new([input[0], .. Dimensions.Select(axis => input[axis])])]
            : throw new ShapeException($"({string.Join(", ", Dimensions)}) does not name every axis of {input} but the batch once.");
    }
}
