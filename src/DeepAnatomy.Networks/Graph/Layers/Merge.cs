using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Shapes;

namespace DeepAnatomy.Networks.Graph.Layers;

/// <summary>Combines inputs element by element; axes of size 1 are stretched.</summary>
public abstract record Merge : Layer
{
    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs)
    {
        if (inputs.Length == 0 || (this is Subtract && inputs.Length != 2))
        {
            throw new ShapeException($"{ClassName} cannot take {inputs.Length} inputs.");
        }

        var rank = inputs.Max(input => input.Rank);
        return [inputs.Select(input => Expanded(input, rank)).Aggregate(ShapeRules.Broadcast)];
    }

    // Keras puts missing axes behind the batch.
    static TensorShape Expanded(TensorShape input, int rank) =>
        input.Rank == 0 ? input : new([input[0], .. Enumerable.Repeat((int?)1, rank - input.Rank), .. input.Sizes.Skip(1)]);
}
