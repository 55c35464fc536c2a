using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph.Catalog;

namespace DeepAnatomy.Networks.Graph.Shapes;

/// <summary>Operations that add, remove, reorder or split axes.</summary>
static class AxisShapes
{
    /// <summary>Where a new axis goes in a result of the given rank.</summary>
    public static int Place(int rank, int axis) => axis >= -rank && axis < rank ? axis < 0 ? axis + rank : axis : throw new ShapeException($"There is no place {axis} among {rank} axes.");

    public static TensorShape Expanded(TensorShape input, ImmutableArray<int> axes)
    {
        var sizes = input.Sizes;
        foreach (var axis in axes.Select(axis => Place(input.Rank + axes.Length, axis)).Order())
        {
            sizes = sizes.Insert(axis, 1);
        }

        return new(sizes);
    }

    public static TensorShape Squeezed(TensorShape input, ImmutableArray<int>? axes)
    {
        if (axes is not { } some)
        {
            return new([.. input.Sizes.Where(size => size != 1)]);
        }

        var gone = ShapeRules.Axes(input, some);
        return gone.All(axis => input[axis] is 1 or null) ? ShapeRules.Reduced(input, gone, false) : throw new ShapeException($"Only axes of size 1 can be removed from {input}.");
    }

    public static TensorShape Permuted(Operation operation, TensorShape input)
    {
        var order = operation.ClassName switch
        {
            "Transpose" => operation.Integers("axes") ?? [.. Enumerable.Range(0, input.Rank).Reverse()],
            "Swapaxes" => Swapped(input, operation.Integer("axis1") ?? 0, operation.Integer("axis2") ?? 0),
            _ => Moved(input, operation.Integers("source") ?? [], operation.Integers("destination") ?? []),
        };
        ImmutableArray<int> axes = [.. order.Select(axis => ShapeRules.Axis(input, axis))];
        return axes.Order().SequenceEqual(Enumerable.Range(0, input.Rank))
            ? new([.. axes.Select(axis => input[axis])])
            : throw new ShapeException($"({string.Join(", ", order)}) does not name every axis of {input} once.");
    }

    public static ImmutableArray<TensorShape> Split(TensorShape input, JsonNode? parts, int axis)
    {
        axis = ShapeRules.Axis(input, axis);
        if (parts is JsonArray places)
        {
            var size = input[axis] ?? throw new ShapeException($"Axis {axis} of {input} must be known to split it at places.");
            int[] cuts = [0, .. places.Select(JsonValues.Integer).Select(place => Math.Clamp(place < 0 ? place + size : place, 0, size)), size];
            return [.. cuts.Zip(cuts.Skip(1)).Select(pair => input.With(axis, Math.Max(0, pair.Second - pair.First)))];
        }

        var count = JsonValues.Integer(parts);
        if (count < 1 || count > 10_000 || (input[axis] is { } whole && whole % count != 0))
        {
            throw new ShapeException($"Axis {axis} of {input} cannot be split into {count} equal parts.");
        }

        return [.. Enumerable.Repeat(input.With(axis, input[axis] / count), count)];
    }

    static ImmutableArray<int> Swapped(TensorShape input, int first, int second)
    {
        var order = Enumerable.Range(0, input.Rank).ToArray();
        (first, second) = (ShapeRules.Axis(input, first), ShapeRules.Axis(input, second));
        (order[first], order[second]) = (order[second], order[first]);
        return [.. order];
    }

    static ImmutableArray<int> Moved(TensorShape input, ImmutableArray<int> source, ImmutableArray<int> destination)
    {
        if (source.Length != destination.Length)
        {
            throw new ShapeException("As many destinations as sources are needed.");
        }

        var moves = source.Zip(destination).Select(pair => (From: ShapeRules.Axis(input, pair.First), To: ShapeRules.Axis(input, pair.Second))).OrderBy(pair => pair.To).ToList();
        List<int> order = [.. Enumerable.Range(0, input.Rank).Except(moves.Select(move => move.From))];
        foreach (var (from, to) in moves)
        {
            order.Insert(Math.Min(to, order.Count), from);
        }

        return [.. order];
    }
}
