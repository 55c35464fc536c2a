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
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var forward = Layer.OutputShapes(call, inputs);
        ImmutableArray<TensorShape> states = [.. forward.Skip(1), .. forward.Skip(1)];
        return MergeMode switch
        {
            null => [forward[0], forward[0], .. states],
            "concat" => [forward[0].With(-1, forward[0][-1] * 2), .. states],
            _ => [forward[0], .. states],
        };
    }

    /// <summary>The layer that runs backwards, as Keras makes it when none is given.</summary>
    public Layer Backward => BackwardLayer ?? (Layer is Recurrent recurrent
        ? recurrent with { GoBackwards = !recurrent.GoBackwards, Name = $"backward_{recurrent.Name}" }
        : throw new ShapeException($"{Layer.ClassName} cannot run in both directions."));

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        checked(Layer.MultiplyAdds(inputs, outputs) + Backward.MultiplyAdds(inputs, outputs));

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, Layer>> Children => [new("forward_layer", Layer), new("backward_layer", Backward)];
}
