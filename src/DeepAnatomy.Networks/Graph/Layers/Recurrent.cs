using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Runs over axis 1 of a sequence and carries a state.</summary>
public abstract record Recurrent : Layer
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

    /// <summary>Size of the state.</summary>
    [ConfigKey("units", "Size of the state.", Minimum = 1)]
    public required int Units { get; init; }

    /// <summary>Function applied to the result.</summary>
    [ConfigKey("activation", "Function applied to the result.")]
    public Activation Activation { get; init; } = new("tanh");

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
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var sequence = Sequence(inputs);
        TensorShape state = new([sequence[0], Units]);
        var output = ReturnSequences ? sequence.With(2, Units) : state;
        return ReturnState ? [output, .. Enumerable.Repeat(state, States)] : [output];
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        var features = ShapeRules.Known(Sequence(inputs), 2);
        var width = checked(Gates * Units);
        WeightSpec kernel = new("kernel", [features, width], true, KernelInitializer) { Group = Cell };
        WeightSpec recurrent = new("recurrent_kernel", [Units, width], true, RecurrentInitializer) { Group = Cell };
        return UseBias ? [kernel, recurrent, new("bias", BiasShape(width), true, BiasInitializer) { Group = Cell }] : [kernel, recurrent];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        checked((long)(inputs[0][1] ?? 1) * Gates * Units * (Units + ShapeRules.Known(inputs[0], 2)));

    /// <summary>Number of gates.</summary>
    private protected abstract int Gates { get; }

    /// <summary>Number of state vectors.</summary>
    private protected virtual int States => 1;

    private protected virtual ImmutableArray<int> BiasShape(int width) => [width];

    const string Cell = "cell";

    // An initial state may follow the sequence.
    TensorShape Sequence(ImmutableArray<TensorShape> inputs)
    {
        if (inputs.Length != 1 && inputs.Length != 1 + States)
        {
            throw new ShapeException($"A sequence, or a sequence and {States} states are taken, not {inputs.Length} inputs.");
        }

        return inputs[0].Rank == 3 ? inputs[0] : throw new ShapeException($"The input {inputs[0]} needs 3 axes.");
    }
}
