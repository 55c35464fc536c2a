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
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => throw new ShapeException("not yet");
}
