namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>Sizes of a paired effect.</summary>
/// <param name="MeanDifference">Mean of the differences.</param>
/// <param name="MedianDifference">Median of the differences.</param>
/// <param name="HodgesLehmann">Hodges–Lehmann shift: median of all Walsh averages (pairs and each difference itself).</param>
/// <param name="CohenDz">Mean difference over the standard deviation of the differences.</param>
/// <param name="HedgesGz"><paramref name="CohenDz"/> corrected for small samples.</param>
/// <param name="CohenDav">Mean difference over the root of the mean variance of both samples.</param>
/// <param name="RankBiserial">Matched-pairs rank-biserial correlation, zeros dropped.</param>
/// <param name="ProbabilityOfSuperiority">Share of pairs with a positive difference, zeros counted half.</param>
/// <param name="CliffsDelta">P(y &gt; x) − P(y &lt; x) over all combinations of cases.</param>
public sealed record PairedEffect(double MeanDifference, double MedianDifference, double HodgesLehmann, double CohenDz, double HedgesGz, double CohenDav, double RankBiserial, double ProbabilityOfSuperiority, double CliffsDelta);

/// <summary>Effect sizes of paired samples.</summary>
public static class EffectSizes
{
    /// <summary>Effect of y over x (differences are y − x).</summary>
    /// <param name="x">Reference sample, one value per case.</param>
    /// <param name="y">Compared sample, same order of cases.</param>
    public static PairedEffect Paired(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var d = Samples.Differences(y, x);
        Samples.Check(d, 2, nameof(y));
        var mean = Samples.Mean(d);
        var dz = mean / Samples.Sd(d);
        var degrees = d.Length - 1.0;
        var test = WilcoxonSignedRank.Test(d, method: SignedRankMethod.Normal);
        return new(
            mean,
            Samples.Median(d),
            HodgesLehmann(d),
            dz,
            dz * (1 - (3 / ((4 * degrees) - 1))),
            mean / Math.Sqrt((Samples.Variance(x) + Samples.Variance(y)) / 2),
            test.WPlus + test.WMinus == 0 ? 0 : (test.WPlus - test.WMinus) / (test.WPlus + test.WMinus),
            d.Sum(v => v > 0 ? 1 : v == 0 ? 0.5 : 0) / d.Length,
            Cliff(x, y));
    }

    /// <summary>Median of all Walsh averages (dᵢ + dⱼ) / 2, i ≤ j.</summary>
    public static double HodgesLehmann(ReadOnlySpan<double> differences)
    {
        var walsh = new double[differences.Length * (differences.Length + 1) / 2];
        for (int i = 0, n = 0; i < differences.Length; i++)
        {
            for (var j = i; j < differences.Length; j++)
            {
                walsh[n++] = (differences[i] + differences[j]) / 2;
            }
        }

        return Samples.Median(walsh);
    }

    static double Cliff(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        long sum = 0;
        foreach (var a in y)
        {
            foreach (var b in x)
            {
                sum += Math.Sign(a - b);
            }
        }

        return sum / ((double)x.Length * y.Length);
    }
}
