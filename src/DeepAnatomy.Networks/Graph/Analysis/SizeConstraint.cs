using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Analysis;

/// <summary>Of what the sizes of an input must be multiples, so that skip connections meet.</summary>
public static class SizeConstraint
{
    // A large size with many divisors: the other axes have it while one is tried.
    const int Fitting = 384, Largest = 128;

    static readonly int[] Candidates = [1, 2, 4, 8, 16, 32, 64, 128, .. Enumerable.Range(3, 46).Where(number => (number & (number - 1)) != 0)];

    /// <summary>For each axis of the first input between batch and channels the smallest number whose multiples pass through the network (up to 128, powers of two first); null where there is none.</summary>
    /// <param name="network">The network; channels stand last in its inputs.</param>
    public static ImmutableArray<int?> Of(Network network)
    {
        if (InputShapes(network) is not { } shapes || shapes.IsEmpty)
        {
            return [];
        }

        return [.. Enumerable.Range(1, Math.Max(0, shapes[0].Rank - 2)).Select(axis => Smallest(network, shapes, axis))];
    }

    /// <summary>A sentence about the sizes that would pass where these do not; null when sizes are not to blame.</summary>
    internal static string? Advice(Network network, ImmutableArray<TensorShape> inputs)
    {
        var shapes = inputs.IsEmpty ? InputShapes(network) ?? [] : inputs;
        if (shapes.IsEmpty || !shapes[0].IsKnown)
        {
            return null;
        }

        var divisors = Of(network);
        var wrong = divisors.Select((divisor, index) => (Divisor: divisor, Axis: index + 1)).Where(pair => pair.Divisor is { } number && pair.Axis < shapes[0].Rank - 1 && shapes[0][pair.Axis] % number != 0).ToList();
        return wrong.Count == 0
            ? null
            : $"The input {shapes[0]} does not pass through the network: sizes must be multiples of {string.Join(" and ", wrong.Select(pair => $"{pair.Divisor} along axis {pair.Axis}"))}.";
    }

    static ImmutableArray<TensorShape>? InputShapes(Network network)
    {
        try
        {
            var shapes = ShapeInference.Inputs(network);
            return shapes.All(shape => shape.Rank >= 3) ? shapes : null;
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    static int? Smallest(Network network, ImmutableArray<TensorShape> shapes, int axis)
    {
        foreach (var candidate in Candidates)
        {
            var first = (Largest * 2 + candidate - 1) / candidate;
            if (Passes(network, shapes, axis, candidate * first) && Passes(network, shapes, axis, candidate * (first + 1)))
            {
                return candidate;
            }
        }

        return null;
    }

    static bool Passes(Network network, ImmutableArray<TensorShape> shapes, int axis, int size)
    {
        try
        {
            _ = ShapeInference.Of(network, [.. shapes.Select(shape => Sized(shape, axis, size))]);
            return true;
        }
        catch (ShapeException)
        {
            return false;
        }
    }

    static TensorShape Sized(TensorShape shape, int axis, int size)
    {
        for (var other = 1; other < shape.Rank - 1; other++)
        {
            shape = shape.With(other, other == axis ? size : Fitting);
        }

        return shape;
    }
}
