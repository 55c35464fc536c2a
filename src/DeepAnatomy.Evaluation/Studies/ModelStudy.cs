using DeepAnatomy.Evaluation.Statistics;

namespace DeepAnatomy.Evaluation.Studies;

/// <summary>One model over the cases of a study.</summary>
/// <param name="Model">Name.</param>
/// <param name="Cases">Cases with a value.</param>
/// <param name="Mean">Mean with its bootstrap interval.</param>
/// <param name="Median">Median with its bootstrap interval (percentile).</param>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
public sealed record ModelSummary(string Model, int Cases, ConfidenceInterval Mean, ConfidenceInterval Median, double Minimum, double Maximum);

/// <summary>Two models on the same cases; differences are first minus second.</summary>
/// <param name="First">Name.</param>
/// <param name="Second">Name.</param>
/// <param name="Difference">Mean difference with its bootstrap interval.</param>
/// <param name="Effect">Effect sizes.</param>
/// <param name="Wilcoxon">Paired signed-rank test.</param>
/// <param name="HolmP">Its p-value adjusted over all pairs of the metric (Holm).</param>
/// <param name="SignFlip">Permutation test.</param>
/// <param name="Equivalence">Two one-sided tests; null without a margin.</param>
public sealed record PairResult(string First, string Second, ConfidenceInterval Difference, PairedEffect Effect, SignedRankResult Wilcoxon, double HolmP, PermutationResult SignFlip, EquivalenceResult? Equivalence);

/// <summary>What a study says about one metric of one structure.</summary>
/// <param name="CasesUsed">Cases in which every model has a value; all statistics are over these.</param>
/// <param name="CasesLeftOut">Cases left out because a model has no value.</param>
/// <param name="Models">One entry per model.</param>
/// <param name="Pairs">Every pair of models; empty with fewer than two cases.</param>
/// <param name="Rankings">Every scheme with its stability; empty with fewer than two cases or models.</param>
/// <param name="Warnings">What weakens the conclusions, one sentence each.</param>
public sealed record StudyResult(int CasesUsed, int CasesLeftOut, IReadOnlyList<ModelSummary> Models, IReadOnlyList<PairResult> Pairs, IReadOnlyList<RankingStabilityResult> Rankings, IReadOnlyList<string> Warnings);

/// <summary>Compares models over cases. A case is what is independent: a patient.</summary>
public static class ModelStudy
{
    /// <summary>Below this many cases a study warns.</summary>
    public const int FewCases = 20;

    /// <summary>Compares.</summary>
    /// <param name="models">Names.</param>
    /// <param name="values">One row per case, one column per model; NaN where there is no value.</param>
    /// <param name="isHigherBetter">Whether a larger value is better.</param>
    /// <param name="margin">Difference that does not matter, for equivalence; null leaves that test out.</param>
    /// <param name="seed">Seed of everything that is drawn.</param>
    /// <param name="replicates">Bootstrap replicates of intervals; rankings take a tenth.</param>
    /// <param name="worst">The value a missing one counts as in rankings.</param>
    /// <exception cref="ArgumentException">A row has another length than there are models, or there is no model.</exception>
    public static StudyResult Compare(IReadOnlyList<string> models, IReadOnlyList<double[]> values, bool isHigherBetter, double? margin = null, ulong seed = 1, int replicates = 10_000, double worst = 0)
    {
        if (models.Count == 0 || values.Any(row => row.Length != models.Count))
        {
            throw new ArgumentException("Every case needs one value per model, and there must be a model.", nameof(values));
        }

        var complete = values.Where(row => row.All(double.IsFinite)).ToArray();
        double[] Of(int m) => [.. complete.Select(row => row[m])];
        var summaries = models.Select((name, m) => Summary(name, Of(m), seed, replicates)).ToArray();
        if (complete.Length < 2)
        {
            return new(complete.Length, values.Count - complete.Length, summaries, [], [], ["One case allows no statistics: the values are given, nothing can be said of other patients."]);
        }

        var pairs = (from a in Enumerable.Range(0, models.Count) from b in Enumerable.Range(a + 1, models.Count - a - 1) select Pair(models[a], models[b], Of(a), Of(b), margin, seed, replicates)).ToArray();
        var holm = pairs.Length == 0 ? [] : Multiplicity.Holm([.. pairs.Select(p => p.Wilcoxon.P)]);
        RankingStabilityResult[] rankings = models.Count < 2 ? [] : [.. Enum.GetValues<RankingScheme>().Select(s => RankingStability.Of(complete, s, isHigherBetter, worst, Math.Max(100, replicates / 10), seed))];
        return new(complete.Length, values.Count - complete.Length, summaries, [.. pairs.Select((p, n) => p with { HolmP = holm[n] })], rankings, [.. Warnings(complete, values.Count, rankings)]);
    }

    static ModelSummary Summary(string name, double[] values, ulong seed, int replicates)
    {
        if (values.Length == 0)
        {
            ConfidenceInterval none = new(double.NaN, double.NaN, double.NaN, 0.95, "no case");
            return new(name, 0, none, none, double.NaN, double.NaN);
        }

        var mean = Interval(values, Bootstrap.MeanOf(values), BootstrapInterval.BcaHalfTies, Samples.Mean(values), seed, replicates);
        var median = Interval(values, cases => MedianOf(values, cases), BootstrapInterval.Percentile, Samples.Median(values), seed, replicates);
        return new(name, values.Length, mean, median, values.Min(), values.Max());
    }

    static ConfidenceInterval Interval(double[] values, Bootstrap.Statistic statistic, BootstrapInterval kind, double estimate, ulong seed, int replicates) => values.Length < 2
        ? new(estimate, double.NaN, double.NaN, 0.95, "one case: no interval")
        : values.All(v => v == values[0])
            ? new(estimate, estimate, estimate, 0.95, "all cases alike")
            : Bootstrap.OfCases(values.Length, statistic, replicates, seed).Interval(kind);

    static double MedianOf(double[] values, ReadOnlySpan<int> cases)
    {
        var drawn = new double[cases.Length];
        for (var n = 0; n < drawn.Length; n++)
        {
            drawn[n] = values[cases[n]];
        }

        return Samples.Median(drawn);
    }

    static PairResult Pair(string first, string second, double[] a, double[] b, double? margin, ulong seed, int replicates)
    {
        var d = Samples.Differences(a, b);
        var difference = Interval(d, Bootstrap.MeanOf(d), BootstrapInterval.BcaHalfTies, Samples.Mean(d), seed, replicates);
        return new(first, second, difference, EffectSizes.Paired(b, a), WilcoxonSignedRank.Test(d), double.NaN, SignFlipPermutation.Test(d, seed: seed), margin is { } m ? PairedTests.Equivalence(d, m) : null);
    }

    static IEnumerable<string> Warnings(double[][] complete, int all, RankingStabilityResult[] rankings)
    {
        if (complete.Length < FewCases)
        {
            yield return $"Only {complete.Length} cases: intervals are wide and tests find only large differences (20 or more are advised).";
        }

        if (complete.Length < all)
        {
            yield return $"{all - complete.Length} of {all} cases were left out because at least one model has no value.";
        }

        var ties = complete.Count(row => row.Distinct().Count() < row.Length);
        if (ties * 10 > complete.Length)
        {
            yield return $"In {ties} of {complete.Length} cases models are tied; zero differences are left out of the Wilcoxon test.";
        }

        if (rankings.Length > 0 && rankings.Select(r => string.Join(',', r.Full.Ranks)).Distinct().Count() > 1)
        {
            yield return "The ranking depends on the scheme.";
        }
    }
}
