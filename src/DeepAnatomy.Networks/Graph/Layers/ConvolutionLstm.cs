using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Long short-term memory with convolutions: <c>ConvLSTM1D</c>, <c>ConvLSTM2D</c>, <c>ConvLSTM3D</c>.</summary>
[KerasClass("ConvLSTM1D", 1)]
[KerasClass("ConvLSTM2D", 2)]
[KerasClass("ConvLSTM3D", 3)]
public sealed record ConvolutionLstm : SpatialLayer
{
    /// <summary>Whether every step is given instead of the last one.</summary>
    [ConfigKey("return_sequences", "Whether every step is given instead of the last one.")]
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the last states are given too.</summary>
    [ConfigKey("return_state", "Whether the last states are given too.")]
    public bool ReturnState { get; init; }

    /// <summary>Whether the sequence is taken from its end.</summary>
    [ConfigKey("go_backwards", "Whether the sequence is taken from its end.")]
    public bool GoBackwards { get; init; }

    /// <summary>Number of output channels.</summary>
    [ConfigKey("filters", "Number of output channels.", Minimum = 1)]
    public required int Filters { get; init; }

    /// <summary>Size of the window along each spatial axis.</summary>
    [ConfigKey("kernel_size", "Size of the window along each spatial axis.", Minimum = 1)]
    public required ImmutableArray<int> KernelSize { get; init; }

    /// <summary>Step of the window along each spatial axis.</summary>
    [ConfigKey("strides", "Step of the window along each spatial axis.", Minimum = 1)]
    public ImmutableArray<int> Strides { get => field.IsDefault ? Filled(1) : field; init; }

    /// <summary>How windows that leave the image are treated.</summary>
    [ConfigKey("padding", "How windows that leave the image are treated.")]
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.")]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <summary>Distance between the elements of the window along each spatial axis.</summary>
    [ConfigKey("dilation_rate", "Distance between the elements of the window along each spatial axis.", Minimum = 1)]
    public ImmutableArray<int> DilationRate { get => field.IsDefault ? Filled(1) : field; init; }

    /// <summary>Function applied to the result.</summary>
    [ConfigKey("activation", "Function applied to the result.")]
    public Activation Activation { get; init; } = new("tanh");

    /// <summary>Function of the gates.</summary>
    [ConfigKey("recurrent_activation", "Function of the gates.")]
    public Activation RecurrentActivation { get; init; } = new("sigmoid");

    /// <summary>Whether a bias is added.</summary>
    [ConfigKey("use_bias", "Whether a bias is added.")]
    public bool UseBias { get; init; } = true;

    /// <summary>How fresh kernels are drawn.</summary>
    [ConfigKey("kernel_initializer", "How fresh kernels are drawn.")]
    public ConfigObject KernelInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>How fresh recurrent kernels are drawn.</summary>
    [ConfigKey("recurrent_initializer", "How fresh recurrent kernels are drawn.")]
    public ConfigObject RecurrentInitializer { get; init; } = Initializers.Orthogonal;

    /// <summary>How fresh biases are drawn.</summary>
    [ConfigKey("bias_initializer", "How fresh biases are drawn.")]
    public ConfigObject BiasInitializer { get; init; } = Initializers.Zeros;

    /// <summary>Whether fresh forget gates have bias one.</summary>
    [ConfigKey("unit_forget_bias", "Whether fresh forget gates have bias one.")]
    public bool UnitForgetBias { get; init; } = true;

    /// <summary>Penalty on the kernel that training adds to the loss, or null.</summary>
    [ConfigKey("kernel_regularizer", "Penalty on the kernel that training adds to the loss, or null.")]
    public ConfigObject? KernelRegularizer { get; init; }

    /// <summary>Penalty on the recurrent kernel that training adds to the loss, or null.</summary>
    [ConfigKey("recurrent_regularizer", "Penalty on the recurrent kernel that training adds to the loss, or null.")]
    public ConfigObject? RecurrentRegularizer { get; init; }

    /// <summary>Penalty on the bias that training adds to the loss, or null.</summary>
    [ConfigKey("bias_regularizer", "Penalty on the bias that training adds to the loss, or null.")]
    public ConfigObject? BiasRegularizer { get; init; }

    /// <summary>Penalty on the output that training adds to the loss, or null.</summary>
    [ConfigKey("activity_regularizer", "Penalty on the output that training adds to the loss, or null.")]
    public ConfigObject? ActivityRegularizer { get; init; }

    /// <summary>Limit that training puts on the kernel after each step, or null.</summary>
    [ConfigKey("kernel_constraint", "Limit that training puts on the kernel after each step, or null.")]
    public ConfigObject? KernelConstraint { get; init; }

    /// <summary>Limit that training puts on the recurrent kernel after each step, or null.</summary>
    [ConfigKey("recurrent_constraint", "Limit that training puts on the recurrent kernel after each step, or null.")]
    public ConfigObject? RecurrentConstraint { get; init; }

    /// <summary>Limit that training puts on the bias after each step, or null.</summary>
    [ConfigKey("bias_constraint", "Limit that training puts on the bias after each step, or null.")]
    public ConfigObject? BiasConstraint { get; init; }

    /// <summary>Share of the inputs that is dropped in training.</summary>
    [ConfigKey("dropout", "Share of the inputs that is dropped in training.", Minimum = 0, Maximum = 1)]
    public double Dropout { get; init; }

    /// <summary>Share of the states that is dropped in training.</summary>
    [ConfigKey("recurrent_dropout", "Share of the states that is dropped in training.", Minimum = 0, Maximum = 1)]
    public double RecurrentDropout { get; init; }

    /// <summary>Seed of the random numbers, or null.</summary>
    [ConfigKey("seed", "Seed of the random numbers, or null.")]
    public int? Seed { get; init; }

    /// <inheritdoc/>
    public override string ClassName => $"ConvLSTM{SpatialRank}D";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var sequence = Image(inputs, Leading);
        _ = Channels(sequence, DataFormat, Leading);
        var all = Resized(sequence, DataFormat, (axis, size) => Windows.Count(size, KernelSize[axis], Strides[axis], DilationRate[axis], Padding), Filters, Leading);
        TensorShape last = new(all.Sizes.RemoveAt(1));
        var output = ReturnSequences ? all : last;
        return ReturnState ? [output, last, last] : [output];
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        var width = checked(4 * Filters);
        WeightSpec kernel = new("kernel", [.. KernelSize, Channels(Image(inputs, Leading), DataFormat, Leading), width], true, KernelInitializer) { Group = Cell };
        WeightSpec recurrent = new("recurrent_kernel", [.. KernelSize, Filters, width], true, RecurrentInitializer) { Group = Cell };
        return UseBias ? [kernel, recurrent, new("bias", [width], true, BiasInitializer) { Group = Cell }] : [kernel, recurrent];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        checked(ShapeRules.Elements(outputs[0]) * (ReturnSequences ? 1 : inputs[0][1] ?? 1) * 4 * Products.Of(KernelSize) * (Channels(inputs[0], DataFormat, Leading) + Filters));

    const string Cell = "cell";

    // Batch and time stand before the image.
    const int Leading = 2;
}
