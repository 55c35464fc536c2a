using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Learned contraction written as an Einstein sum.</summary>
[KerasClass("EinsumDense")]
public sealed record EinsumDense : Layer
{
    /// <summary>The contraction, e.g. <c>ab,bc-&gt;ac</c>; the first operand is the input, the second the kernel.</summary>
    [ConfigKey("equation", "The contraction, e.g. ab,bc->ac; the first operand is the input, the second the kernel.")]
    public required string Equation { get; init; }

    /// <summary>Sizes of the output without the batch axis; null for those that are taken from the input.</summary>
    [ConfigKey("output_shape", "Sizes of the output without the batch axis; null for those that are taken from the input.")]
    public required ImmutableArray<int?> OutputShape { get; init; }

    /// <summary>Function applied to the result.</summary>
    [ConfigKey("activation", "Function applied to the result.")]
    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>Letters of the output axes that have a bias, or null for none.</summary>
    [ConfigKey("bias_axes", "Letters of the output axes that have a bias, or null for none.")]
    public string? BiasAxes { get; init; }

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
    [ConfigKey("activity_regularizer", "Penalty on the output that training adds to the loss, or null.", OmitDefault = true)]
    public ConfigObject? ActivityRegularizer { get; init; }

    /// <summary>Limit that training puts on the kernel after each step, or null.</summary>
    [ConfigKey("kernel_constraint", "Limit that training puts on the kernel after each step, or null.")]
    public ConfigObject? KernelConstraint { get; init; }

    /// <summary>Limit that training puts on the bias after each step, or null.</summary>
    [ConfigKey("bias_constraint", "Limit that training puts on the bias after each step, or null.")]
    public ConfigObject? BiasConstraint { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(EinsumDense);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [new EinsumEquation(this, ShapeRules.Only(inputs)).Output];

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        EinsumEquation equation = new(this, ShapeRules.Only(inputs));
        WeightSpec kernel = new("kernel", equation.Kernel, true, KernelInitializer);
        return equation.Bias is { } bias ? [kernel, new("bias", bias, true, BiasInitializer)] : [kernel];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        checked(new EinsumEquation(this, inputs[0]).MultiplyAdds);
}
