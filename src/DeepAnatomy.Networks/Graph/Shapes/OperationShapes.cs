using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph.Catalog;

namespace DeepAnatomy.Networks.Graph.Shapes;

/// <summary>Shapes of what operations give, by the rules of <c>keras.ops</c>.</summary>
static class OperationShapes
{
    /// <summary>Shapes of the results of a call.</summary>
    /// <exception cref="ShapeException">The operands do not fit, or a setting cannot be read.</exception>
    public static ImmutableArray<TensorShape> Of(Operation operation, Call call, ImmutableArray<TensorShape> inputs)
    {
        try
        {
            Operands operands = new(operation, call, inputs);
            return operation.Kind.Family switch
            {
                OperationFamily.Unary => [operands.First],
                OperationFamily.Broadcast => [operands.All.Aggregate(ShapeRules.Broadcast)],
                OperationFamily.Reduction => [ShapeRules.Reduced(operands.First, operation.Integers("axis"), operation.Flag("keepdims"))],
                _ => Special(operation, operands),
            };
        }
        catch (Exception e) when (e is SettingException or InvalidOperationException)
        {
            throw new ShapeException($"{operation.ClassName}: {e.Message}.");
        }
    }

    static ImmutableArray<TensorShape> Special(Operation operation, Operands operands) => operation.ClassName switch
    {
        "Concatenate" => [ShapeRules.Concatenated(operands.List, operation.Integer("axis") ?? 0)],
        "Stack" => [Stacked(operands.List, operation.Integer("axis") ?? 0)],
        "Split" => AxisShapes.Split(operands.First, operation["indices_or_sections"], operation.Integer("axis") ?? 0),
        "Glu" => [Halves.Of(operands.First, operation.Integer("axis") ?? -1)],
        "Cumsum" => [operation.Integer("axis") is null ? Line(operands.First) : operands.First],
        "Reshape" => [new(ShapeRules.Reshaped(operands.First.Sizes, [.. JsonValues.Sizes(operation["newshape"]).Select(size => size ?? -1)]))],
        "Ravel" => [Line(operands.First)],
        "Transpose" or "Swapaxes" or "Moveaxis" => [AxisShapes.Permuted(operation, operands.First)],
        "ExpandDims" => [AxisShapes.Expanded(operands.First, operation.Integers("axis") ?? [0])],
        "Squeeze" => [AxisShapes.Squeezed(operands.First, operation.Integers("axis"))],
        "GetItem" => [IndexShapes.Of(operands.First, operands.Constant(1))],
        "Pad" => [Padded(operands.First, operation["pad_width"])],
        "Repeat" => [Repeated(operands.First, operation["repeats"], operation.Integer("axis"))],
        "Tile" => [Tiled(operands.First, operation.Integers("repeats") ?? [])],
        "BroadcastTo" => [ShapeRules.Broadcast(operands.First, new(JsonValues.Sizes(operation["shape"])))],
        "Matmul" => [Product(operands.First, operands.At(1) ?? throw new ShapeException("Two operands are taken."))],
        "OneHot" => [OneHot(operands.First, operation.Integer("num_classes") ?? 0, operation.Integer("axis") ?? -1)],
        "MaxPool" or "AveragePool" => [Pooled(operation, operands.First)],
        "Resize" => [Resized(operation, operands.First)],
        _ => throw new ShapeException($"The operation {operation.ClassName} has no rule for its shape."),
    };

    static TensorShape Line(TensorShape shape) => new([ShapeRules.Product(shape.Sizes)]);

    static TensorShape Stacked(ImmutableArray<TensorShape> inputs, int axis)
    {
        var first = inputs[0];
        if (inputs.Any(input => input.Rank != first.Rank || input.Sizes.Zip(first.Sizes).Any(pair => pair.First is { } a && pair.Second is { } b && a != b)))
        {
            throw new ShapeException($"{string.Join(" and ", inputs)} cannot be stacked.");
        }

        return new(first.Sizes.Insert(AxisShapes.Place(first.Rank + 1, axis), inputs.Length));
    }

    static TensorShape Padded(TensorShape input, JsonNode? width)
    {
        var margins = width is JsonArray { Count: 2 } pair && pair[0] is not JsonArray
            ? [.. Enumerable.Repeat(JsonValues.Margins(width, 1)[0], input.Rank)]
            : width is JsonArray { Count: 1 } one ? [.. Enumerable.Repeat(JsonValues.Margins(one, 1)[0], input.Rank)]
            : JsonValues.Margins(width, input.Rank);
        return new([.. input.Sizes.Select((size, axis) => size + margins[axis].Before + margins[axis].After)]);
    }

    static TensorShape Repeated(TensorShape input, JsonNode? repeats, int? axis)
    {
        var counts = JsonValues.Integers(repeats);
        if (axis is null)
        {
            (input, axis) = (Line(input), 0);
        }

        var at = ShapeRules.Axis(input, axis.Value);
        return input.With(at, counts.Length == 1 ? checked(input[at] * counts[0]) : counts.Sum());
    }

    static TensorShape Tiled(TensorShape input, ImmutableArray<int> repeats)
    {
        var rank = Math.Max(input.Rank, repeats.Length);
        ImmutableArray<int?> sizes = [.. Enumerable.Repeat((int?)1, rank - input.Rank), .. input.Sizes];
        ImmutableArray<int> counts = [.. Enumerable.Repeat(1, rank - repeats.Length), .. repeats];
        return new([.. sizes.Select((size, axis) => checked(size * counts[axis]))]);
    }

    static TensorShape Product(TensorShape a, TensorShape b)
    {
        if (a.Rank < 2 || b.Rank < 2)
        {
            throw new ShapeException($"Matrices are taken, not {a} and {b}.");
        }

        if (a[-1] is { } columns && b[-2] is { } rows && columns != rows)
        {
            throw new ShapeException($"{a} and {b} cannot be multiplied: {columns} columns meet {rows} rows.");
        }

        var batch = ShapeRules.Broadcast(new(a.Sizes[..^2]), new(b.Sizes[..^2]));
        return new([.. batch.Sizes, a[-2], b[-1]]);
    }

    static TensorShape OneHot(TensorShape input, int classes, int axis) => new(input.Sizes.Insert(AxisShapes.Place(input.Rank + 1, axis), classes));

    static TensorShape Pooled(Operation operation, TensorShape input)
    {
        var rank = input.Rank - 2;
        var window = Spread(operation.Integers("pool_size") ?? [], rank);
        var step = operation.Integers("strides") is { } strides ? Spread(strides, rank) : window;
        var padding = operation.Text("padding") == "same" ? Padding.Same : Padding.Valid;
        var first = operation.Text("data_format") == "channels_first" ? 2 : 1;
        for (var axis = 0; axis < rank; axis++)
        {
            input = input.With(first + axis, input[first + axis] is { } size ? Windows.Count(size, window[axis], step[axis], 1, padding) : null);
        }

        return input;
    }

    static ImmutableArray<int> Spread(ImmutableArray<int> values, int rank)
    {
        ImmutableArray<int> spread = values.Length == 1 ? [.. Enumerable.Repeat(values[0], Math.Max(0, rank))] : values;
        return rank > 0 && spread.Length == rank && spread.All(value => value > 0) ? spread : throw new ShapeException($"({string.Join(", ", values)}) does not fit {rank} spatial axes.");
    }

    static TensorShape Resized(Operation operation, TensorShape image)
    {
        var size = operation.Integers("size") ?? [];
        return size.Length == 2 && size.All(value => value > 0)
            ? FixedSizes.Of(image, operation.Text("data_format") == "channels_first" ? DataFormat.ChannelsFirst : DataFormat.ChannelsLast, size[0], size[1])
            : throw new ShapeException("The size must be a height and a width.");
    }
}
