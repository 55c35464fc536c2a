using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Gives the elements new sizes in C order.</summary>
[KerasClass("Reshape")]
public sealed record Reshape : Layer
{
    /// <summary>Sizes without the batch axis; −1 once for what is left over.</summary>
    [ConfigKey("target_shape", "Sizes without the batch axis; −1 once for what is left over.", Minimum = -1)]
    public required ImmutableArray<int> TargetShape { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(Reshape);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs);
        return [new([input[0], .. ShapeRules.Reshaped(input.Sizes.Skip(1), TargetShape)])];
    }
}
