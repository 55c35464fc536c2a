using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Initialization;

/// <summary>How many inputs feed one output of a weight, and how many outputs one input feeds, as Keras counts them.</summary>
/// <param name="In">Inputs of one output.</param>
/// <param name="Out">Outputs of one input.</param>
readonly record struct Fans(double In, double Out)
{
    /// <summary>Counts by the shape alone: the last two axes are inputs and outputs, all before are the window. A transposed convolution's kernel (window, out, in) is therefore counted the other way round, as in Keras.</summary>
    /// <param name="shape">Shape in Keras's order.</param>
    public static Fans Of(ImmutableArray<int> shape)
    {
        if (shape.Length < 2)
        {
            var size = shape.Length == 0 ? 1 : shape[0];
            return new(size, size);
        }

        var window = shape[..^2].Aggregate(1.0, (product, size) => product * size);
        return new(window * shape[^2], window * shape[^1]);
    }
}
