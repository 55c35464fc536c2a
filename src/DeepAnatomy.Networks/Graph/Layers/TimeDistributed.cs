using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Applies a layer to every element of axis 1.</summary>
[KerasClass("TimeDistributed")]
public sealed record TimeDistributed : Layer
{
    /// <summary>The layer inside.</summary>
    [ConfigKey("layer", "The layer inside.")]
    public required Layer Layer { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(TimeDistributed);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        var input = ShapeRules.Only(inputs, 3);
        return [.. Layer.OutputShapes(call, [Step(input)]).Select(output => new TensorShape(output.Sizes.Insert(1, input[1])))];
    }

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> ChildInputs(Layer child, ImmutableArray<TensorShape> inputs) => [Step(ShapeRules.Only(inputs, 3))];

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        checked((inputs[0][1] ?? 1) * Layer.MultiplyAdds([Step(inputs[0])], [.. outputs.Select(Step)]));

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, Layer>> Children => [new("layer", Layer)];

    static TensorShape Step(TensorShape sequence) => new(sequence.Sizes.RemoveAt(1));
}
