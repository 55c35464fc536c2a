using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Shapes;

/// <summary>Rules that several layers share. All throw <see cref="ShapeException"/> when the inputs do not fit.</summary>
static class ShapeRules
{
    /// <summary>The only input.</summary>
    public static TensorShape Only(ImmutableArray<TensorShape> inputs, int minimumRank = 1)
    {
        if (inputs.Length != 1)
        {
            throw new ShapeException($"One input is taken, not {inputs.Length}.");
        }

        return inputs[0].Rank >= minimumRank ? inputs[0] : throw new ShapeException($"The input {inputs[0]} needs at least {minimumRank} axes.");
    }

    /// <summary>An axis from the start.</summary>
    public static int Axis(TensorShape shape, int axis) => axis >= -shape.Rank && axis < shape.Rank
        ? axis < 0 ? axis + shape.Rank : axis
        : throw new ShapeException($"Axis {axis} does not exist in {shape}.");

    /// <summary>Axes from the start, each once, ascending.</summary>
    public static ImmutableArray<int> Axes(TensorShape shape, IEnumerable<int> axes) => [.. axes.Select(axis => Axis(shape, axis)).Distinct().Order()];

    /// <summary>A size that must be known, because a weight depends on it.</summary>
    public static int Known(TensorShape shape, int axis) =>
        shape[Axis(shape, axis)] ?? throw new ShapeException($"Axis {axis} of {shape} must have a known size, because weights depend on it.");

    /// <summary>Product of sizes; null when one is not known.</summary>
    public static int? Product(IEnumerable<int?> sizes)
    {
        long product = 1;
        foreach (var size in sizes)
        {
            if (size is null)
            {
                return null;
            }

            product *= size.Value;
            if (product > int.MaxValue)
            {
                throw new ShapeException("A tensor has more than 2³¹ elements.");
            }
        }

        return (int)product;
    }

    /// <summary>Sum along one axis; all other sizes must agree.</summary>
    public static TensorShape Concatenated(ImmutableArray<TensorShape> inputs, int axis)
    {
        if (inputs.IsEmpty)
        {
            throw new ShapeException("There is nothing to join.");
        }

        var result = inputs[0];
        axis = Axis(result, axis);
        foreach (var input in inputs.Skip(1))
        {
            if (input.Rank != result.Rank)
            {
                throw new ShapeException($"{result} and {input} cannot be joined: they have different numbers of axes.");
            }

            for (var other = 0; other < result.Rank; other++)
            {
                if (other == axis)
                {
                    result = result.With(axis, result[axis] is { } a && input[axis] is { } b ? checked(a + b) : null);
                }
                else if (result[other] is null)
                {
                    result = result.With(other, input[other]);
                }
                else if (input[other] is { } size && size != result[other])
                {
                    throw new ShapeException($"{inputs[0]} and {input} cannot be joined along axis {axis}: axis {other} differs.");
                }
            }
        }

        return result;
    }

    /// <summary>Sizes after stretching axes of size 1, shapes aligned at their last axes.</summary>
    public static TensorShape Broadcast(TensorShape a, TensorShape b)
    {
        if (a.Rank < b.Rank)
        {
            (a, b) = (b, a);
        }

        var sizes = a.Sizes.ToBuilder();
        for (var axis = 0; axis < b.Rank; axis++)
        {
            var at = a.Rank - b.Rank + axis;
            sizes[at] = (sizes[at], b[axis]) switch
            {
                (1, var size) => size,
                (var size, 1) => size,
                (null, var size) => size,
                (var size, null) => size,
                var (left, right) when left == right => left,
                _ => throw new ShapeException($"{a} and {b} cannot be combined: {sizes[at]} and {b[axis]} differ."),
            };
        }

        return new(sizes.ToImmutable());
    }

    /// <summary>Sizes without the given axes, or with 1 in their place.</summary>
    public static TensorShape Reduced(TensorShape shape, ImmutableArray<int>? axes, bool keep)
    {
        var gone = axes is { } some ? Axes(shape, some) : [.. Enumerable.Range(0, shape.Rank)];
        return new(keep
            ? [.. shape.Sizes.Select((size, axis) => gone.Contains(axis) ? 1 : size)]
            : [.. shape.Sizes.Where((_, axis) => !gone.Contains(axis))]);
    }

    /// <summary>New sizes for the same elements; −1 once for what is left over.</summary>
    public static ImmutableArray<int?> Reshaped(IEnumerable<int?> from, ImmutableArray<int> to)
    {
        if (to.Count(size => size < 0) > 1)
        {
            throw new ShapeException("At most one size may be −1.");
        }

        if (Product(from) is not { } count)
        {
            return [.. to.Select(size => size < 0 ? (int?)null : size)];
        }

        var given = Product(to.Where(size => size >= 0).Select(size => (int?)size))!.Value;
        var fits = to.Any(size => size < 0) ? given != 0 && count % given == 0 : given == count;
        return fits
            ? [.. to.Select(size => size < 0 ? count / given : size)]
            : throw new ShapeException($"{count} elements do not fill ({string.Join(", ", to)}).");
    }

    /// <summary>Number of elements for one element of the batch.</summary>
    public static long Elements(TensorShape shape) => shape.Sizes.Skip(1).Aggregate(1L, (product, size) => checked(product * (size ?? 1)));
}
