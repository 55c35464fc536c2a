using System.Numerics;

namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>Result of a permutation test.</summary>
/// <param name="ObservedMean">Mean difference.</param>
/// <param name="P">Two-sided p-value.</param>
/// <param name="PGreater">One-sided p-value for a mean above zero.</param>
/// <param name="Permutations">Sign patterns that were looked at.</param>
/// <param name="IsExact">Whether these were all.</param>
public sealed record PermutationResult(double ObservedMean, double P, double PGreater, long Permutations, bool IsExact);

/// <summary>Sign-flip permutation test of the mean of paired differences: under the null every difference might as well have the other sign.</summary>
public static class SignFlipPermutation
{
    /// <summary>Up to so many pairs every sign pattern is looked at.</summary>
    public const int LargestExact = 20;

    const double TieTolerance = 1e-12;

    /// <summary>Tests mean difference zero.</summary>
    /// <param name="differences">One per pair, finite.</param>
    /// <param name="draws">Random sign patterns when there are too many for all; p = (b + 1) / (draws + 1).</param>
    /// <param name="seed">Seed of the random patterns.</param>
    public static PermutationResult Test(ReadOnlySpan<double> differences, int draws = 100_000, ulong seed = 1)
    {
        Samples.Check(differences, 1, nameof(differences));
        return differences.Length <= LargestExact ? Exact(differences) : Drawn(differences, draws, seed);
    }

    static PermutationResult Exact(ReadOnlySpan<double> d)
    {
        double n = d.Length, sum = 0;
        foreach (var value in d)
        {
            sum += value;
        }

        var observed = sum / n;
        var patterns = 1L << d.Length;
        long extreme = 0, greater = 0;
        for (long pattern = 0; pattern < patterns; pattern++)
        {
            var flipped = 0.0;
            for (var bits = (ulong)pattern; bits != 0; bits &= bits - 1)
            {
                flipped += d[BitOperations.TrailingZeroCount(bits)];
            }

            var mean = (sum - (2 * flipped)) / n;
            extreme += Math.Abs(mean) >= Math.Abs(observed) - TieTolerance ? 1 : 0;
            greater += mean >= observed - TieTolerance ? 1 : 0;
        }

        return new(observed, extreme / (double)patterns, greater / (double)patterns, patterns, true);
    }

    static PermutationResult Drawn(ReadOnlySpan<double> d, int draws, ulong seed)
    {
        var observed = Samples.Mean(d);
        var chance = new SeededChance(seed);
        long extreme = 0, greater = 0;
        for (var draw = 0; draw < draws; draw++)
        {
            double sum = 0;
            ulong bits = 0;
            for (var n = 0; n < d.Length; n++)
            {
                bits = (n & 63) == 0 ? chance.Next() : bits >> 1;
                sum += (bits & 1) == 0 ? d[n] : -d[n];
            }

            var mean = sum / d.Length;
            extreme += Math.Abs(mean) >= Math.Abs(observed) - TieTolerance ? 1 : 0;
            greater += mean >= observed - TieTolerance ? 1 : 0;
        }

        return new(observed, (extreme + 1) / (draws + 1.0), (greater + 1) / (draws + 1.0), draws, false);
    }
}
