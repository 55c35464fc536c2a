using System.Collections.Immutable;

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
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => throw new ShapeException("not yet");
}
