using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Convolution of each channel by itself: <c>DepthwiseConv1D</c>, <c>DepthwiseConv2D</c>.</summary>
[KerasClass("DepthwiseConv1D", 1)]
[KerasClass("DepthwiseConv2D", 2)]
public sealed record DepthwiseConvolution : SpatialLayer
{
    /// <summary>Output channels of each input channel.</summary>
    [ConfigKey("depth_multiplier", "Output channels of each input channel.", Minimum = 1)]
    public int DepthMultiplier { get; init; } = 1;

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
    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>Whether a bias is added.</summary>
    [ConfigKey("use_bias", "Whether a bias is added.")]
    public bool UseBias { get; init; } = true;

    /// <summary>How fresh depthwise kernels are drawn.</summary>
    [ConfigKey("depthwise_initializer", "How fresh depthwise kernels are drawn.")]
    public ConfigObject DepthwiseInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>How fresh biases are drawn.</summary>
    [ConfigKey("bias_initializer", "How fresh biases are drawn.")]
    public ConfigObject BiasInitializer { get; init; } = Initializers.Zeros;

    /// <summary>Penalty on the depthwise kernel that training adds to the loss, or null.</summary>
    [ConfigKey("depthwise_regularizer", "Penalty on the depthwise kernel that training adds to the loss, or null.")]
    public ConfigObject? DepthwiseRegularizer { get; init; }

    /// <summary>Penalty on the bias that training adds to the loss, or null.</summary>
    [ConfigKey("bias_regularizer", "Penalty on the bias that training adds to the loss, or null.")]
    public ConfigObject? BiasRegularizer { get; init; }

    /// <summary>Penalty on the output that training adds to the loss, or null.</summary>
    [ConfigKey("activity_regularizer", "Penalty on the output that training adds to the loss, or null.")]
    public ConfigObject? ActivityRegularizer { get; init; }

    /// <summary>Limit that training puts on the depthwise kernel after each step, or null.</summary>
    [ConfigKey("depthwise_constraint", "Limit that training puts on the depthwise kernel after each step, or null.")]
    public ConfigObject? DepthwiseConstraint { get; init; }

    /// <summary>Limit that training puts on the bias after each step, or null.</summary>
    [ConfigKey("bias_constraint", "Limit that training puts on the bias after each step, or null.")]
    public ConfigObject? BiasConstraint { get; init; }

    /// <inheritdoc/>
    public override string ClassName => $"DepthwiseConv{SpatialRank}D";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var image = Image(inputs);
        return [Resized(image, DataFormat, (axis, size) => Windows.Count(size, KernelSize[axis], Strides[axis], DilationRate[axis], Padding), checked(Channels(image, DataFormat) * DepthMultiplier))];
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs)
    {
        var channels = Channels(Image(inputs), DataFormat);
        WeightSpec kernel = new("kernel", [.. KernelSize, channels, DepthMultiplier], true, DepthwiseInitializer);
        return UseBias ? [kernel, new("bias", [checked(channels * DepthMultiplier)], true, BiasInitializer)] : [kernel];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        checked(ShapeRules.Elements(outputs[0]) * Products.Of(KernelSize));
}
