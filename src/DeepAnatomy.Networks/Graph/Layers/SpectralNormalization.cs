using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Divides the kernel of the layer inside by an estimate of its largest singular value.</summary>
[KerasClass("SpectralNormalization")]
public sealed record SpectralNormalization : Layer
{
    /// <summary>The layer inside.</summary>
    [ConfigKey("layer", "The layer inside.")]
    public required Layer Layer { get; init; }

    /// <summary>Steps that refine the estimate in each step of training.</summary>
    [ConfigKey("power_iterations", "Steps that refine the estimate in each step of training.", Minimum = 1)]
    public int PowerIterations { get; init; } = 1;

    /// <inheritdoc/>
    public override string ClassName => nameof(SpectralNormalization);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => Layer.OutputShapes(call, inputs);

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        var kernel = Layer.Weights(inputs).FirstOrDefault(weight => weight.Name is "kernel" or "embeddings") ?? throw new ShapeException($"{Layer.ClassName} has no kernel to normalise.");
        return [kernel with { IsCopy = true }, new("vector_u", [1, kernel.Shape[^1]], false, Initializers.TruncatedNormal)];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        checked(Layer.MultiplyAdds(inputs, outputs));

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, Layer>> Children => [new("layer", Layer)];
}
