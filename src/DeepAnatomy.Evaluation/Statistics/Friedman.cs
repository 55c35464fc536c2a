namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>Result of Friedman's test.</summary>
/// <param name="ChiSquared">Statistic, corrected for ties.</param>
/// <param name="P">p-value of the chi-squared approximation.</param>
/// <param name="MeanRanks">Mean rank of every model, 1 = best.</param>
/// <param name="ImanDavenportF">Iman and Davenport's F, from the uncorrected statistic.</param>
/// <param name="NemenyiCriticalDifference">Mean ranks that lie farther apart differ at 5 % (Nemenyi); null beyond 10 models.</param>
public sealed record FriedmanResult(double ChiSquared, double P, double[] MeanRanks, double ImanDavenportF, double? NemenyiCriticalDifference);

/// <summary>Friedman's test of several models over the same cases.</summary>
public static class Friedman
{
    // Studentized range, infinite degrees of freedom, 5 %, divided by √2, for 2 … 10 models, as printed in Demšar, JMLR 2006;7:1, table 5a.
    static readonly double[] NemenyiQ = [1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164];

    /// <summary>Tests whether all models are alike.</summary>
    /// <param name="values">One row per case, one column per model.</param>
    /// <param name="isHigherBetter">Whether a larger value is better.</param>
    public static FriedmanResult Test(IReadOnlyList<double[]> values, bool isHigherBetter = true)
    {
        var (n, k) = ((double)values.Count, (double)values[0].Length);
        var sums = new double[values[0].Length];
        var ties = 0.0;
        foreach (var row in values)
        {
            var ranks = Ranks.Mid([.. row.Select(v => isHigherBetter ? -v : v)]);
            ties += Ranks.TieTerm(ranks);
            for (var m = 0; m < sums.Length; m++)
            {
                sums[m] += ranks[m];
            }
        }

        var raw = (12 / (n * k * (k + 1)) * sums.Sum(s => s * s)) - (3 * n * (k + 1));
        var corrected = raw / (1 - (ties / (n * k * ((k * k) - 1))));
        return new(
            corrected,
            Distributions.ChiSquaredUpper(corrected, k - 1),
            [.. sums.Select(s => s / n)],
            (n - 1) * raw / ((n * (k - 1)) - raw),
            sums.Length is >= 2 and <= 10 ? NemenyiQ[sums.Length - 2] * Math.Sqrt(k * (k + 1) / (6 * n)) : null);
    }
}
