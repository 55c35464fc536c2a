using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>A learned vector for each whole number.</summary>
[KerasClass("Embedding")]
public sealed record Embedding : Layer
{
    /// <summary>Number of different values; inputs are 0 … this − 1.</summary>
    [ConfigKey("input_dim", "Number of different values; inputs are 0 … this − 1.", Minimum = 1)]
    public required int InputSize { get; init; }

    /// <summary>Length of each vector.</summary>
    [ConfigKey("output_dim", "Length of each vector.", Minimum = 1)]
    public required int OutputSize { get; init; }

    /// <summary>How fresh vectors are drawn.</summary>
    [ConfigKey("embeddings_initializer", "How fresh vectors are drawn.")]
    public ConfigObject EmbeddingsInitializer { get; init; } = Initializers.RandomUniform;

    /// <summary>Penalty on the vectors that training adds to the loss, or null.</summary>
    [ConfigKey("embeddings_regularizer", "Penalty on the vectors that training adds to the loss, or null.")]
    public ConfigObject? EmbeddingsRegularizer { get; init; }

    /// <summary>Penalty on the output that training adds to the loss, or null.</summary>
    [ConfigKey("activity_regularizer", "Penalty on the output that training adds to the loss, or null.")]
    public ConfigObject? ActivityRegularizer { get; init; }

    /// <summary>Limit that training puts on the vectors after each step, or null.</summary>
    [ConfigKey("embeddings_constraint", "Limit that training puts on the vectors after each step, or null.")]
    public ConfigObject? EmbeddingsConstraint { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(Embedding);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [new([.. ShapeRules.Only(inputs).Sizes, OutputSize])];

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs) => [new("embeddings", [InputSize, OutputSize], true, EmbeddingsInitializer)];
}
