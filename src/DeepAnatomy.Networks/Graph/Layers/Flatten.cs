using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Joins all axes but the batch to one, in C order of channels last.</summary>
[KerasClass("Flatten")]
public sealed record Flatten : Layer
{
    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.")]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <inheritdoc/>
    public override string ClassName => nameof(Flatten);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => throw new ShapeException("not yet");
}
