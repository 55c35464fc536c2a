using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Attention with the dot product (query, value, key).</summary>
[KerasClass("Attention")]
public sealed record Attention : Layer
{
    /// <summary>Whether the scores are multiplied with a learned factor.</summary>
    [ConfigKey("use_scale", "Whether the scores are multiplied with a learned factor.")]
    public bool UseScale { get; init; }

    /// <summary>How scores are made: dot or concat.</summary>
    [ConfigKey("score_mode", "How scores are made: dot or concat.")]
    public string ScoreMode { get; init; } = "dot";

    /// <summary>Share of the attention that is dropped in training.</summary>
    [ConfigKey("dropout", "Share of the attention that is dropped in training.", Minimum = 0, Maximum = 1)]
    public double Dropout { get; init; }

    /// <summary>Seed of the random numbers, or null.</summary>
    [ConfigKey("seed", "Seed of the random numbers, or null.", OmitDefault = true)]
    public int? Seed { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(Attention);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        if (inputs.Length is not (2 or 3) || inputs.Any(input => input.Rank != 3))
        {
            throw new ShapeException("Query and value, or query, value and key are taken, with 3 axes each.");
        }

        return [inputs[0].With(-1, inputs[1][-1])];
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        List<WeightSpec> weights = [];
        if (UseScale)
        {
            weights.Add(new("scale", [], true, Initializers.Ones));
        }

        if (ScoreMode == "concat")
        {
            weights.Add(new("concat_score_weight", [], true, Initializers.Ones));
        }

        return [.. weights];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        checked(ShapeRules.Elements(outputs[0]) * (inputs[1][1] ?? 1) * 2);
}
