using System.Collections.Immutable;

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
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => throw new ShapeException("not yet");
}
