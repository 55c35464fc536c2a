using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Cli.Models;

/// <summary>How far two runs of a model on the same input lie apart.</summary>
/// <param name="Largest">Largest absolute difference over all outputs; infinite when one has numbers where the other has none.</param>
/// <param name="Scale">Largest absolute value of the first run.</param>
sealed record OutputDifference(double Largest, double Scale)
{
    /// <summary>Compares two runs output by output.</summary>
    public static OutputDifference Of(ImmutableArray<NdArray> first, ImmutableArray<NdArray> second)
    {
        double largest = 0, scale = 0;
        if (first.Length != second.Length)
        {
            return new(double.PositiveInfinity, 0);
        }

        foreach (var (a, b) in first.Zip(second))
        {
            if (!a.Shape.SequenceEqual(b.Shape))
            {
                return new(double.PositiveInfinity, 0);
            }

            for (var n = 0; n < a.Count; n++)
            {
                if (a[n].Equals(b[n]))
                {
                    continue;
                }

                largest = double.IsFinite(a[n] - b[n]) ? Math.Max(largest, Math.Abs(a[n] - b[n])) : double.PositiveInfinity;
            }

            scale = Math.Max(scale, Enumerable.Range(0, a.Count).Select(n => Math.Abs(a[n])).DefaultIfEmpty(0).Max());
        }

        return new(largest, scale);
    }

    /// <summary>Whether rounding alone explains the difference.</summary>
    public bool IsRounding => Largest <= 1e-4 * Math.Max(1, Scale);

    /// <inheritdoc/>
    public override string ToString() => $"largest difference {Largest:0.###e+0} at values up to {Scale:0.###}";
}
