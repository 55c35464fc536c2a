using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>What a network takes: a place holder without weights.</summary>
[KerasClass("InputLayer")]
public sealed record InputLayer : Layer
{
    /// <summary>Sizes of the input, batch axis first; null where a size is free.</summary>
    [ConfigKey("batch_shape", "Sizes of the input, batch axis first; null where a size is free.")]
    public required TensorShape Shape { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(InputLayer);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [Shape];
}
