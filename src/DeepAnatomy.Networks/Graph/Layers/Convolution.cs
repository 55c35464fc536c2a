using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Cross-correlation with a learned kernel: <c>Conv1D</c>, <c>Conv2D</c>, <c>Conv3D</c>.</summary>
[KerasClass("Conv1D", 1)]
[KerasClass("Conv2D", 2)]
[KerasClass("Conv3D", 3)]
public sealed record Convolution : Layer
{
    /// <summary>Spatial axes: 1, 2 or 3.</summary>
    public required int SpatialRank { get; init; }

    /// <summary>Output channels.</summary>
    [ConfigKey("filters", "Number of output channels.", Minimum = 1)]
    public required int Filters { get; init; }

    /// <summary>Size of the window along each spatial axis.</summary>
    [ConfigKey("kernel_size", "Size of the window along each spatial axis.", Minimum = 1)]
    public required ImmutableArray<int> KernelSize { get; init; }

    /// <summary>Step of the window along each spatial axis.</summary>
    [ConfigKey("strides", "Step of the window along each spatial axis.", Minimum = 1)]
    public required ImmutableArray<int> Strides { get; init; }

    /// <summary>How windows that leave the image are treated.</summary>
    [ConfigKey("padding", "How windows that leave the image are treated.")]
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.")]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <summary>Distance between the elements of the window along each spatial axis.</summary>
    [ConfigKey("dilation_rate", "Distance between the elements of the window along each spatial axis.", Minimum = 1)]
    public required ImmutableArray<int> DilationRate { get; init; }

    /// <summary>Groups that the channels are split into.</summary>
    [ConfigKey("groups", "Groups that the channels are split into.", Minimum = 1)]
    public int Groups { get; init; } = 1;

    /// <summary>Function applied to the result.</summary>
    [ConfigKey("activation", "Function applied to the result.")]
    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>Whether a bias is added.</summary>
    [ConfigKey("use_bias", "Whether a bias is added.")]
    public bool UseBias { get; init; } = true;

    /// <inheritdoc/>
    public override string ClassName => $"Conv{SpatialRank}D";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => throw new ShapeException("not yet");
}
