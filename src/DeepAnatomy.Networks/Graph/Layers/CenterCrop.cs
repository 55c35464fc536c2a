using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Cuts out the middle; enlarges first where the image is smaller.</summary>
[KerasClass("CenterCrop")]
public sealed record CenterCrop : Layer
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

    /// <inheritdoc/>
    public override string ClassName => nameof(CenterCrop);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [FixedSizes.Of(ShapeRules.Only(inputs), DataFormat, Height, Width)];
}
