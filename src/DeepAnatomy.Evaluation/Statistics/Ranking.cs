namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>How models are ranked over cases.</summary>
public enum RankingScheme
{
    /// <summary>Mean over cases, then rank.</summary>
    MeanThenRank,

    /// <summary>Median over cases, then rank.</summary>
    MedianThenRank,

    /// <summary>Rank per case (ties share the best place), mean rank, then rank.</summary>
    RankThenMean,

    /// <summary>Rank per case (ties share the best place), median rank, then rank.</summary>
    RankThenMedian,

    /// <summary>By the number of other models over which a model is significantly better: one-sided paired Wilcoxon with continuity correction, Holm-adjusted.</summary>
    TestThenRank,
}

/// <summary>What happens to a case without a value.</summary>
public enum MissingPolicy
{
    /// <summary>It counts as the worst value given with the ranking.</summary>
    Worst,

    /// <summary>It is left out (and said so).</summary>
    LeaveOut,
}

/// <summary>A ranking.</summary>
/// <param name="Scheme">How it was made.</param>
/// <param name="Aggregates">What was ranked: mean, median, mean rank, median rank or number of wins, per model.</param>
/// <param name="Ranks">Place of every model, 1 = best; ties share the best place.</param>
public sealed record RankingResult(RankingScheme Scheme, double[] Aggregates, double[] Ranks);

/// <summary>Rankings of models; one row per case, one column per model; NaN where a model has no value.</summary>
public static class Ranking
{
    /// <summary>Ranks models.</summary>
    /// <param name="values">Rows are cases, columns are models.</param>
    /// <param name="scheme">How.</param>
    /// <param name="isHigherBetter">Whether a larger value is better.</param>
    /// <param name="missing">What happens to NaN; in case-wise ranks NaN is always last.</param>
    /// <param name="worst">The value of a missing case under <see cref="MissingPolicy.Worst"/>.</param>
    public static RankingResult Of(IReadOnlyList<double[]> values, RankingScheme scheme, bool isHigherBetter = true, MissingPolicy missing = MissingPolicy.Worst, double worst = 0)
    {
        var models = values[0].Length;
        switch (scheme)
        {
            case RankingScheme.RankThenMean or RankingScheme.RankThenMedian:
                var caseRanks = values.Select(row => Ranks.Min([.. row.Select(v => isHigherBetter ? -v : v)])).ToArray();
                return Ranked(scheme, models, m => Aggregate([.. caseRanks.Select(r => r[m])], scheme == RankingScheme.RankThenMedian), higherIsBetter: false);
            case RankingScheme.TestThenRank:
                var wins = Significance(Filled(values, worst), isHigherBetter);
                return Ranked(scheme, models, m => Enumerable.Range(0, models).Count(other => other != m && wins[m][other] < 0.05), higherIsBetter: true);
            default:
                return Ranked(scheme, models, m => Aggregate(Column(values, m, missing, worst), scheme == RankingScheme.MedianThenRank), isHigherBetter);
        }
    }

    /// <summary>Holm-adjusted one-sided p-values that the row's model is better than the column's; NaN on the diagonal.</summary>
    public static double[][] Significance(IReadOnlyList<double[]> values, bool isHigherBetter = true)
    {
        var raw = PairwiseP(values, isHigherBetter);
        var models = raw.Length;
        var pairs = (from a in Enumerable.Range(0, models) from b in Enumerable.Range(0, models) where a != b select (a, b)).ToArray();
        var adjusted = Multiplicity.Holm([.. pairs.Select(p => raw[p.a][p.b])]);
        for (var n = 0; n < pairs.Length; n++)
        {
            raw[pairs[n].a][pairs[n].b] = adjusted[n];
        }

        return raw;
    }

    /// <summary>One-sided p-values (paired Wilcoxon, normal with continuity correction) that the row's model is better than the column's; NaN on the diagonal.</summary>
    public static double[][] PairwiseP(IReadOnlyList<double[]> values, bool isHigherBetter = true)
    {
        var models = values[0].Length;
        var p = new double[models][];
        for (var a = 0; a < models; a++)
        {
            p[a] = new double[models];
            for (var b = 0; b < models; b++)
            {
                p[a][b] = a == b ? double.NaN : WilcoxonSignedRank.Test(
                    [.. values.Select(row => isHigherBetter ? row[a] - row[b] : row[b] - row[a])],
                    Alternative.Greater,
                    method: SignedRankMethod.NormalContinuity).P;
            }
        }

        return p;
    }

    static RankingResult Ranked(RankingScheme scheme, int models, Func<int, double> aggregate, bool higherIsBetter)
    {
        var aggregates = Enumerable.Range(0, models).Select(aggregate).ToArray();
        return new(scheme, aggregates, Ranks.Min([.. aggregates.Select(v => higherIsBetter ? -v : v)]));
    }

    static double Aggregate(double[] values, bool isMedian) => values.Length == 0 ? double.NaN : isMedian ? Samples.Median(values) : Samples.Mean(values);

    static double[] Column(IReadOnlyList<double[]> values, int model, MissingPolicy missing, double worst) =>
    [
        .. values.Select(row => row[model])
            .Where(v => missing == MissingPolicy.Worst || !double.IsNaN(v))
            .Select(v => double.IsNaN(v) ? worst : v),
    ];

    static double[][] Filled(IReadOnlyList<double[]> values, double worst) => [.. values.Select(row => row.Select(v => double.IsNaN(v) ? worst : v).ToArray())];
}
