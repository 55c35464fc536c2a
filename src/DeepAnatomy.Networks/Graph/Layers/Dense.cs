using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Matrix product along the last axis.</summary>
[KerasClass("Dense")]
public sealed record Dense : Layer
{
    /// <summary>Number of output channels.</summary>
    [ConfigKey("units", "Number of output channels.", Minimum = 1)]
    public required int Units { get; init; }

    /// <summary>Function applied to the result.</summary>
    [ConfigKey("activation", "Function applied to the result.")]
    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>Whether a bias is added.</summary>
    [ConfigKey("use_bias", "Whether a bias is added.")]
    public bool UseBias { get; init; } = true;

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
    public override string ClassName => nameof(Dense);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [ShapeRules.Only(inputs, 2).With(-1, Units)];

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        WeightSpec kernel = new("kernel", [ShapeRules.Known(ShapeRules.Only(inputs, 2), -1), Units], true, KernelInitializer);
        return UseBias ? [kernel, new("bias", [Units], true, BiasInitializer)] : [kernel];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        checked(ShapeRules.Elements(outputs[0]) * ShapeRules.Known(inputs[0], -1));
}
