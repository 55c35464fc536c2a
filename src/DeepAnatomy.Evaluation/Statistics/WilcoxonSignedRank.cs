namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>What happens to differences of zero in the signed-rank test.</summary>
public enum ZeroPolicy
{
    /// <summary>They are left out before ranking (Wilcoxon; R and SciPy by default).</summary>
    Drop,

    /// <summary>They are ranked and then left out (Pratt).</summary>
    Pratt,

    /// <summary>They are ranked and count half to each side.</summary>
    Split,
}

/// <summary>How the p-value of the signed-rank test is computed.</summary>
public enum SignedRankMethod
{
    /// <summary>Exact with mid-ranks for up to <see cref="WilcoxonSignedRank.LargestExact"/> pairs, else the normal approximation with tie correction.</summary>
    Automatic,

    /// <summary>The exact distribution of the mid-ranks that were observed.</summary>
    ExactMidRank,

    /// <summary>The exact distribution of the ranks 1 … n, as if there were no ties (SciPy's <c>exact</c>).</summary>
    ExactUntied,

    /// <summary>Normal approximation with tie correction.</summary>
    Normal,

    /// <summary>Normal approximation with tie and continuity correction (R's default).</summary>
    NormalContinuity,
}

/// <summary>Result of a signed-rank test.</summary>
/// <param name="WPlus">Sum of the ranks of positive differences (R's V).</param>
/// <param name="WMinus">Sum of the ranks of negative differences.</param>
/// <param name="Statistic">SciPy's statistic: the smaller sum for a two-sided test, else <paramref name="WPlus"/>.</param>
/// <param name="P">p-value.</param>
/// <param name="Pairs">Pairs that were ranked.</param>
/// <param name="Convention">How it was computed, for example <c>Wilcoxon[zeros=drop, exact mid-rank, two-sided]</c>.</param>
public sealed record SignedRankResult(double WPlus, double WMinus, double Statistic, double P, int Pairs, string Convention);

/// <summary>Wilcoxon's signed-rank test of paired differences.</summary>
public static class WilcoxonSignedRank
{
    /// <summary>Up to so many ranked pairs the automatic method is exact.</summary>
    public const int LargestExact = 50;

    /// <summary>Tests whether paired differences are centred at zero.</summary>
    /// <param name="differences">One per pair, finite.</param>
    /// <param name="alternative">What is looked for.</param>
    /// <param name="zeros">What happens to zeros.</param>
    /// <param name="method">How p is computed; the exact methods rank without zeros only (<see cref="ZeroPolicy.Drop"/>).</param>
    /// <exception cref="ArgumentException">No pairs, a value that is not finite, or an exact method with another zero policy.</exception>
    public static SignedRankResult Test(ReadOnlySpan<double> differences, Alternative alternative = Alternative.TwoSided, ZeroPolicy zeros = ZeroPolicy.Drop, SignedRankMethod method = SignedRankMethod.Automatic)
    {
        Samples.Check(differences, 1, nameof(differences));
        var d = zeros == ZeroPolicy.Drop ? [.. differences.ToArray().Where(v => v != 0)] : differences.ToArray();
        if (method == SignedRankMethod.Automatic)
        {
            method = zeros == ZeroPolicy.Drop && d.Length <= LargestExact ? SignedRankMethod.ExactMidRank : SignedRankMethod.Normal;
        }

        if (zeros != ZeroPolicy.Drop && method is SignedRankMethod.ExactMidRank or SignedRankMethod.ExactUntied && differences.Contains(0))
        {
            throw new ArgumentException("The exact distribution is defined without zeros; drop them or use the normal approximation.", nameof(method));
        }

        var ranks = Ranks.Mid(d.Select(Math.Abs).ToArray());
        double plus = 0, minus = 0, zero = 0;
        for (var n = 0; n < d.Length; n++)
        {
            (plus, minus, zero) = d[n] switch
            {
                > 0 => (plus + ranks[n], minus, zero),
                < 0 => (plus, minus + ranks[n], zero),
                _ => (plus, minus, zero + ranks[n]),
            };
        }

        if (zeros == ZeroPolicy.Split)
        {
            (plus, minus) = (plus + (zero / 2), minus + (zero / 2));
        }

        var statistic = alternative == Alternative.TwoSided ? Math.Min(plus, minus) : plus;
        var p = d.Length == 0 ? 1 : method switch
        {
            SignedRankMethod.ExactMidRank => Exact(plus, [.. ranks.Select(r => (int)Math.Round(2 * r))], 2, alternative),
            SignedRankMethod.ExactUntied => Exact(Math.Floor(plus), [.. Enumerable.Range(1, d.Length)], 1, alternative),
            _ => Approximate(d, ranks, statistic, zeros, method == SignedRankMethod.NormalContinuity, alternative),
        };
        return new(plus, minus, statistic, p, d.Length, $"Wilcoxon[zeros={Name(zeros)}, {Name(method)}, {Name(alternative)}]");
    }

    static double Exact(double wPlus, int[] weights, int scale, Alternative alternative)
    {
        var total = weights.Sum();
        var ways = new double[total + 1];
        ways[0] = 1;
        var reach = 0;
        foreach (var weight in weights)
        {
            reach += weight;
            for (var s = reach; s >= weight; s--)
            {
                ways[s] += ways[s - weight];
            }
        }

        var at = (int)Math.Round(wPlus * scale);
        var all = Math.Pow(2, weights.Length);
        double less = 0, greater = 0;
        for (var s = 0; s <= total; s++)
        {
            less += s <= at ? ways[s] : 0;
            greater += s >= at ? ways[s] : 0;
        }

        return alternative switch
        {
            Alternative.Greater => greater / all,
            Alternative.Less => less / all,
            _ => Math.Min(1, 2 * Math.Min(less, greater) / all),
        };
    }

    static double Approximate(double[] d, double[] ranks, double statistic, ZeroPolicy zeros, bool hasContinuity, Alternative alternative)
    {
        double n = d.Length;
        var mean = n * (n + 1) / 4;
        var variance = n * (n + 1) * ((2 * n) + 1);
        var ranked = ranks;
        if (zeros == ZeroPolicy.Pratt)
        {
            double z0 = d.Count(v => v == 0);
            mean -= z0 * (z0 + 1) / 4;
            variance -= z0 * (z0 + 1) * ((2 * z0) + 1);
            ranked = [.. ranks.Where((_, i) => d[i] != 0)];
        }

        variance = (variance - (0.5 * Ranks.TieTerm(ranked))) / 24;
        var shift = !hasContinuity ? 0 : alternative switch
        {
            Alternative.Greater => 0.5,
            Alternative.Less => -0.5,
            _ => 0.5 * Math.Sign(statistic - mean),
        };
        var z = (statistic - mean - shift) / Math.Sqrt(variance);
        return alternative switch
        {
            Alternative.Greater => Distributions.NormalUpper(z),
            Alternative.Less => Distributions.NormalCdf(z),
            _ => Math.Min(1, 2 * Distributions.NormalUpper(Math.Abs(z))),
        };
    }

    static string Name(ZeroPolicy zeros) => zeros switch { ZeroPolicy.Pratt => "pratt", ZeroPolicy.Split => "split", _ => "drop" };

    static string Name(SignedRankMethod method) => method switch
    {
        SignedRankMethod.ExactMidRank => "exact mid-rank",
        SignedRankMethod.ExactUntied => "exact without ties",
        SignedRankMethod.NormalContinuity => "normal with continuity correction",
        _ => "normal",
    };

    static string Name(Alternative alternative) => alternative switch { Alternative.Greater => "greater", Alternative.Less => "less", _ => "two-sided" };
}
