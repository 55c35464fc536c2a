using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Runs a recurrent layer forwards and a second one backwards and joins the results.</summary>
[KerasClass("Bidirectional")]
public sealed record Bidirectional : Layer
{
    /// <summary>The layer inside.</summary>
    [ConfigKey("layer", "The layer inside.")]
    public required Layer Layer { get; init; }

    /// <summary>How the two are joined: concat, sum, mul, ave, or null for both apart.</summary>
    [ConfigKey("merge_mode", "How the two are joined: concat, sum, mul, ave, or null for both apart.")]
    public string? MergeMode { get; init; } = "concat";

    /// <summary>The layer that runs backwards; null for a copy of the first.</summary>
    [ConfigKey("backward_layer", "The layer that runs backwards; null for a copy of the first.", OmitDefault = true)]
    public Layer? BackwardLayer { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(Bidirectional);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => throw new ShapeException("not yet");
}
