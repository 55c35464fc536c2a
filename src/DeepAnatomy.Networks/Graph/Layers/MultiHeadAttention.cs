using System.Collections.Immutable;
using System.Text.Json;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Attention with several heads (query, value, key).</summary>
[KerasClass("MultiHeadAttention")]
public sealed record MultiHeadAttention : Layer
{
    /// <summary>Number of heads.</summary>
    [ConfigKey("num_heads", "Number of heads.", Minimum = 1)]
    public required int Heads { get; init; }

    /// <summary>Size of query and key in each head.</summary>
    [ConfigKey("key_dim", "Size of query and key in each head.", Minimum = 1)]
    public required int KeySize { get; init; }

    /// <summary>Size of the value in each head; null for that of the key.</summary>
    [ConfigKey("value_dim", "Size of the value in each head; null for that of the key.", Minimum = 1)]
    public int? ValueSize { get; init; }

    /// <summary>Share of the attention that is dropped in training.</summary>
    [ConfigKey("dropout", "Share of the attention that is dropped in training.", Minimum = 0, Maximum = 1)]
    public double Dropout { get; init; }

    /// <summary>Whether a bias is added.</summary>
    [ConfigKey("use_bias", "Whether a bias is added.")]
    public bool UseBias { get; init; } = true;

    /// <summary>Sizes of the output’s last axes; null for those of the query.</summary>
    [ConfigKey("output_shape", "Sizes of the output’s last axes; null for those of the query.", Minimum = 1)]
    public ImmutableArray<int>? OutputShape { get; init; }

    /// <summary>Axes over which attention runs; null for all but batch and features.</summary>
    [ConfigKey("attention_axes", "Axes over which attention runs; null for all but batch and features.")]
    public ImmutableArray<int>? AttentionAxes { get; init; }

    /// <summary>How fresh kernels are drawn.</summary>
    [ConfigKey("kernel_initializer", "How fresh kernels are drawn.")]
    public ConfigObject KernelInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>How fresh biases are drawn.</summary>
    [ConfigKey("bias_initializer", "How fresh biases are drawn.")]
    public ConfigObject BiasInitializer { get; init; } = Initializers.Zeros;

    /// <summary>Penalty on the kernel that training adds to the loss, or null.</summary>
    [ConfigKey("kernel_regularizer", "Penalty on the kernel that training adds to the loss, or null.")]
    public ConfigObject? KernelRegularizer { get; init; }

    /// <summary>Penalty on the bias that training adds to the loss, or null.</summary>
    [ConfigKey("bias_regularizer", "Penalty on the bias that training adds to the loss, or null.")]
    public ConfigObject? BiasRegularizer { get; init; }

    /// <summary>Penalty on the output that training adds to the loss, or null.</summary>
    [ConfigKey("activity_regularizer", "Penalty on the output that training adds to the loss, or null.")]
    public ConfigObject? ActivityRegularizer { get; init; }

    /// <summary>Limit that training puts on the kernel after each step, or null.</summary>
    [ConfigKey("kernel_constraint", "Limit that training puts on the kernel after each step, or null.")]
    public ConfigObject? KernelConstraint { get; init; }

    /// <summary>Limit that training puts on the bias after each step, or null.</summary>
    [ConfigKey("bias_constraint", "Limit that training puts on the bias after each step, or null.")]
    public ConfigObject? BiasConstraint { get; init; }

    /// <summary>Seed of the random numbers, or null.</summary>
    [ConfigKey("seed", "Seed of the random numbers, or null.", OmitDefault = true)]
    public int? Seed { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(MultiHeadAttention);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        CheckInputs(call, inputs);
        TensorShape output = new([.. inputs[0].Sizes.RemoveAt(inputs[0].Rank - 1), .. OutputSizes(inputs[0]).Select(size => (int?)size)]);
        return call.Find("return_attention_scores", 4) is ConstantArgument { Value: { } value } && value.GetValueKind() == JsonValueKind.True
            ? [output, new([inputs[0][0], Heads, inputs[0][1], inputs[1][1]])]
            : [output];
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        var (query, value, key) = (inputs[0], inputs[1], inputs[^1]);
        var width = ValueSize ?? KeySize;
        var output = OutputSizes(query);
        return
        [
            .. Projection("query_dense", [ShapeRules.Known(query, -1)], [Heads, KeySize]),
            .. Projection("key_dense", [ShapeRules.Known(key, -1)], [Heads, KeySize]),
            .. Projection("value_dense", [ShapeRules.Known(value, -1)], [Heads, width]),
            .. Projection("output_dense", [Heads, width], output),
        ];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs)
    {
        var (query, value) = (Positions(inputs[0]), Positions(inputs[1]));
        long width = ValueSize ?? KeySize, heads = Heads;
        var projections = checked((query * Size(inputs[0]) * heads * KeySize) + (value * heads * ((Size(inputs[^1]) * KeySize) + (Size(inputs[1]) * width))));
        return checked(projections + (query * value * heads * (KeySize + width)) + (query * heads * width * Products.Of(OutputSizes(inputs[0]))));
    }

    static long Positions(TensorShape sequence) => ShapeRules.Elements(sequence) / Math.Max(1, Size(sequence));

    static long Size(TensorShape sequence) => sequence[-1] ?? 1;

    static void CheckInputs(Call call, ImmutableArray<TensorShape> inputs)
    {
        if (inputs.Length is not (2 or 3) || call.Keywords.Any(pair => pair.Key.Contains("mask", StringComparison.Ordinal) && pair.Value.Tensors.Any()))
        {
            throw new ShapeException("Query and value, or query, value and key are taken, and no masks.");
        }

        if (inputs.Any(input => input.Rank < 3) || inputs[1].Rank != inputs[^1].Rank)
        {
            throw new ShapeException($"{string.Join(" and ", inputs)} need at least 3 axes, key and value the same number.");
        }
    }

    ImmutableArray<int> OutputSizes(TensorShape query) => OutputShape ?? [ShapeRules.Known(query, -1)];

    ImmutableArray<WeightSpec> Projection(string group, ImmutableArray<int> from, ImmutableArray<int> to)
    {
        WeightSpec kernel = new("kernel", [.. from, .. to], true, KernelInitializer) { Group = group };
        return UseBias ? [kernel, new("bias", to, true, BiasInitializer) { Group = group }] : [kernel];
    }
}
