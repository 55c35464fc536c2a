using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Sum of products of two inputs along one axis each.</summary>
[KerasClass("Dot")]
public sealed record Dot : Layer
{
    /// <summary>Axis of the first and of the second input; one number for both.</summary>
    [ConfigKey("axes", "Axis of the first and of the second input; one number for both.", ScalarWhenSingle = true)]
    public required ImmutableArray<int> Axes { get; init; }

    /// <summary>Whether both are divided by their length first.</summary>
    [ConfigKey("normalize", "Whether both are divided by their length first.")]
    public bool Normalize { get; init; }

    /// <inheritdoc/>
    public override string ClassName => nameof(Dot);

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        if (inputs.Length != 2)
        {
            throw new ShapeException($"Two inputs are taken, not {inputs.Length}.");
        }

        var (left, right) = (ShapeRules.Axis(inputs[0], Axes[0]), ShapeRules.Axis(inputs[1], Axes[^1]));
        if (left == 0 || right == 0 || (inputs[0][left] is { } a && inputs[1][right] is { } b && a != b))
        {
            throw new ShapeException($"{inputs[0]} along axis {left} and {inputs[1]} along axis {right} do not fit.");
        }

        ImmutableArray<int?> sizes = [.. inputs[0].Sizes.RemoveAt(left), .. inputs[1].Sizes.RemoveAt(right).RemoveAt(0)];
        return [new(sizes.Length == 1 ? [.. sizes, 1] : sizes)];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(ImmutableArray<TensorShape> inputs, ImmutableArray<TensorShape> outputs) =>
        checked(ShapeRules.Elements(outputs[0]) * ShapeRules.Known(inputs[0], Axes[0]));
}
