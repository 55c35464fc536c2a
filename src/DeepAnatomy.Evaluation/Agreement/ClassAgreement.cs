using DeepAnatomy.Evaluation.Statistics;

namespace DeepAnatomy.Evaluation.Agreement;

/// <summary>Agreement of two classifications of the same cases.</summary>
/// <param name="Table">Counts; rows are classes of the first, columns of the second.</param>
/// <param name="PercentAgreement">Share of equal classes, 0 … 1.</param>
/// <param name="CohenKappa">Cohen's kappa; 1 when both are constant and equal.</param>
/// <param name="McNemarP">Exact McNemar p of two classes; null for more.</param>
public sealed record ClassAgreementResult(int[][] Table, double PercentAgreement, double CohenKappa, double? McNemarP);

/// <summary>Kappa and its relatives.</summary>
public static class ClassAgreement
{
    /// <summary>Compares classes 0 … <paramref name="classes"/> − 1.</summary>
    /// <exception cref="ArgumentException">Unequal lengths or no cases.</exception>
    public static ClassAgreementResult Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second, int classes = 2)
    {
        if (first.Length != second.Length || first.IsEmpty)
        {
            throw new ArgumentException("Both classifications need the same cases, at least one.");
        }

        var table = Enumerable.Range(0, classes).Select(_ => new int[classes]).ToArray();
        for (var n = 0; n < first.Length; n++)
        {
            table[first[n]][second[n]]++;
        }

        double cases = first.Length;
        var observed = Enumerable.Range(0, classes).Sum(c => table[c][c]) / cases;
        var expected = Enumerable.Range(0, classes).Sum(c => table[c].Sum() / cases * (table.Sum(row => row[c]) / cases));
        var kappa = expected >= 1 ? 1 : (observed - expected) / (1 - expected);
        double? p = classes == 2 ? McNemar(table[0][1], table[1][0]) : null;
        return new(table, observed, kappa, p);
    }

    /// <summary>Wilson's 95 % interval of a proportion.</summary>
    public static (double Low, double High) Wilson(int hits, int cases)
    {
        double z = Distributions.NormalQuantile(0.975), n = cases, p = hits / n;
        var centre = (p + (z * z / (2 * n))) / (1 + (z * z / n));
        var half = z / (1 + (z * z / n)) * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    static double McNemar(int b, int c) => b + c == 0 ? 1 : Math.Min(1, 2 * Distributions.FairBinomialCdf(Math.Min(b, c), b + c));
}
