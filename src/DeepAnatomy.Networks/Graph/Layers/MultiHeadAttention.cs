using System.Collections.Immutable;

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
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => throw new ShapeException("not yet");
}
