using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Graph.Shapes;

/// <summary>Sizes of a learned contraction. An ellipsis may stand first or last in input and output. Source: <c>keras/src/layers/core/einsum_dense.py</c>.</summary>
sealed class EinsumEquation
{
    readonly Dictionary<char, int?> sizes = [];

    /// <exception cref="ShapeException">The equation is not one of input, kernel and output, or the input does not fit.</exception>
    public EinsumEquation(EinsumDense layer, TensorShape input)
    {
        var parts = layer.Equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var operands = parts[0].Split(',');
        if (parts.Length != 2 || operands.Length != 2)
        {
            throw new ShapeException($"'{layer.Equation}' is no equation of the form input,kernel->output.");
        }

        // Private-use characters stand for the axes under the ellipsis.
        var named = operands[0].Replace("...", "", StringComparison.Ordinal).Length;
        var elided = string.Concat(Enumerable.Range(0, Math.Max(0, input.Rank - named)).Select(index => (char)('\uE000' + index)));
        var from = operands[0].Replace("...", elided, StringComparison.Ordinal);
        var to = parts[1].Replace("...", elided, StringComparison.Ordinal);
        if (from.Length != input.Rank)
        {
            throw new ShapeException($"The input {input} does not fit '{layer.Equation}'.");
        }

        for (var axis = 0; axis < from.Length; axis++)
        {
            sizes[from[axis]] = input[axis];
        }

        TakeOutputSizes(layer, to, elided.Length > 0 && parts[1].StartsWith("...", StringComparison.Ordinal) ? elided.Length : 1);
        Output = new([.. to.Select(SizeOf)]);
        Kernel = [.. operands[1].Select(letter => SizeOf(letter) ?? throw new ShapeException($"The size of '{letter}' in '{layer.Equation}' must be known, because the kernel depends on it."))];
        Bias = BiasShape(layer, parts[1].Replace("...", "", StringComparison.Ordinal), parts[1].EndsWith("...", StringComparison.Ordinal) ? elided.Length : 0);
        MultiplyAdds = checked(ShapeRules.Elements(Output) * operands[1].Where(letter => !to.Contains(letter)).Aggregate(1L, (product, letter) => product * (SizeOf(letter) ?? 1)));
    }

    public TensorShape Output { get; }

    public ImmutableArray<int> Kernel { get; }

    public ImmutableArray<int>? Bias { get; }

    public long MultiplyAdds { get; }

    // The setting has sizes for all axes but the batch and those under the ellipsis.
    void TakeOutputSizes(EinsumDense layer, string to, int first)
    {
        for (var index = 0; index < layer.OutputShape.Length && first + index < to.Length; index++)
        {
            var letter = to[first + index];
            if (layer.OutputShape[index] is { } size)
            {
                if (sizes.TryGetValue(letter, out var old) && old is not null && old != size)
                {
                    throw new ShapeException($"'{letter}' in '{layer.Equation}' is {old} in the input and {size} in the output.");
                }

                sizes[letter] = size;
            }
        }
    }

    ImmutableArray<int>? BiasShape(EinsumDense layer, string output, int trailing)
    {
        if (layer.BiasAxes is not { Length: > 0 } axes)
        {
            return null;
        }

        var first = axes.Select(letter => output.IndexOf(letter, StringComparison.Ordinal)).Min();
        return first >= 0
            ? [.. output[first..].Select(letter => axes.Contains(letter) ? SizeOf(letter) ?? throw new ShapeException($"The size of '{letter}' must be known, because the bias depends on it.") : 1), .. Enumerable.Repeat(1, trailing)]
            : throw new ShapeException($"The bias axes '{axes}' are not all in the output of '{layer.Equation}'.");
    }

    int? SizeOf(char letter) => sizes.TryGetValue(letter, out var size) ? size : throw new ShapeException($"The size of '{letter}' follows neither from input nor from output.");
}
