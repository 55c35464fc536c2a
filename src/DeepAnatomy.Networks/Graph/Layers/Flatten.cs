using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Joins all axes but the batch to one, in C order of channels last.</summary>
[KerasClass("Flatten")]
public sealed record Flatten : Layer
{
    /// <summary>Where the channels stand.</summary>
    [ConfigKey("data_format", "Where the channels stand.")]
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <inheritdoc/>
    public override string ClassName => nameof(Flatten);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs);
        return [new([input[0], ShapeRules.Product(input.Sizes.Skip(1))])];
    }
}
