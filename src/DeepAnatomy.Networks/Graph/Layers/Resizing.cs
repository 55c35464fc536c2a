using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Resizes an image to a fixed size with half-pixel centres and no smoothing.</summary>
[KerasClass("Resizing")]
public sealed record Resizing : Layer
{
    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.")]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <summary>Height of the output.</summary>
    [ConfigKey("height", "Height of the output.", Minimum = 1)]
    public required int Height { get; init; }

    /// <summary>Width of the output.</summary>
    [ConfigKey("width", "Width of the output.", Minimum = 1)]
    public required int Width { get; init; }

    /// <summary>How new elements are made.</summary>
    [ConfigKey("interpolation", "How new elements are made.")]
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <inheritdoc/>
    public override string ClassName => nameof(Resizing);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [FixedSizes.Of(ShapeRules.Only(inputs), DataFormat, Height, Width)];
}
