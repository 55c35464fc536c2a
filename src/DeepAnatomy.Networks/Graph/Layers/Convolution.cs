using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Cross-correlation with a learned kernel: <c>Conv1D</c>, <c>Conv2D</c>, <c>Conv3D</c>.</summary>
[KerasClass("Conv1D", 1)]
[KerasClass("Conv2D", 2)]
[KerasClass("Conv3D", 3)]
public sealed record Convolution : SpatialLayer
{
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

    /// <summary>Groups that the channels are split into.</summary>
    [ConfigKey("groups", "Groups that the channels are split into.", Minimum = 1)]
    public int Groups { get; init; } = 1;

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
    [ConfigKey("activity_regularizer", "Penalty on the output that training adds to the loss, or null.")]
    public ConfigObject? ActivityRegularizer { get; init; }

    /// <summary>Limit that training puts on the kernel after each step, or null.</summary>
    [ConfigKey("kernel_constraint", "Limit that training puts on the kernel after each step, or null.")]
    public ConfigObject? KernelConstraint { get; init; }

    /// <summary>Limit that training puts on the bias after each step, or null.</summary>
    [ConfigKey("bias_constraint", "Limit that training puts on the bias after each step, or null.")]
    public ConfigObject? BiasConstraint { get; init; }

    /// <inheritdoc/>
    public override string ClassName => $"Conv{SpatialRank}D";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var image = Image(inputs);
        var channels = Channels(image, DataFormat);
        return channels % Groups == 0 && Filters % Groups == 0
            ? [Resized(image, DataFormat, (axis, size) => Windows.Count(size, KernelSize[axis], Strides[axis], DilationRate[axis], Padding), Filters)]
            : throw new ShapeException($"{channels} channels and {Filters} filters cannot be split into {Groups} groups.");
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        ImmutableArray<int> kernel = [.. KernelSize, Channels(Image(inputs), DataFormat) / Groups, Filters];
        WeightSpec weight = new("kernel", kernel, true, KernelInitializer);
        return UseBias ? [weight, new("bias", [Filters], true, BiasInitializer)] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        checked(ShapeRules.Elements(outputs[0]) * Products.Of(KernelSize) * (Channels(inputs[0], DataFormat) / Groups));
}
