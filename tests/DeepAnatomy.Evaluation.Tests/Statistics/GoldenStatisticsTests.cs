using DeepAnatomy.Evaluation.Statistics;

namespace DeepAnatomy.Evaluation.Tests.Statistics;

/// <summary>Golden values of SciPy 1.10.1, statsmodels 0.13.5 and R 4.2.2.</summary>
public class GoldenStatisticsTests
{
    const double Tolerance = 1e-10;

    [ReferenceDataTheory]
    [InlineData("paired_24_with_zeros")]
    [InlineData("paired_10")]
    public void The_signed_rank_test_agrees_with_SciPy(string study)
    {
        var golden = Golden.Statistics.GetProperty(study);
        var d = golden.Numbers("differences");
        var hasZeros = d.Contains(0);
        foreach (var (zeroName, zeros) in new[] { ("wilcox", ZeroPolicy.Drop), ("pratt", ZeroPolicy.Pratt), ("zsplit", ZeroPolicy.Split) })
        {
            foreach (var isExact in new[] { true, false })
            {
                foreach (var correction in new[] { true, false })
                {
                    foreach (var (name, alternative) in new[] { ("two-sided", Alternative.TwoSided), ("greater", Alternative.Greater), ("less", Alternative.Less) })
                    {
                        // SciPy falls back to the approximation when there are zeros.
                        var method = isExact && !hasZeros ? SignedRankMethod.ExactUntied : correction ? SignedRankMethod.NormalContinuity : SignedRankMethod.Normal;
                        var key = $"{zeroName}|{(isExact ? "exact" : "approx")}|corr={(correction ? "True" : "False")}|{name}";
                        var expected = golden.Numbers(key);
                        var actual = WilcoxonSignedRank.Test(d, alternative, zeros, method);
                        Golden.Near(expected, [actual.Statistic, actual.P], Tolerance, key);
                    }
                }
            }
        }

        var exact = golden.GetProperty("exact_midrank_zeros_dropped");
        Golden.Near(exact.Number("p_two_sided_doubled"), WilcoxonSignedRank.Test(d).P, Tolerance);
        Golden.Near(exact.Number("p_greater"), WilcoxonSignedRank.Test(d, Alternative.Greater).P, Tolerance);
        Golden.Near(exact.Number("p_less"), WilcoxonSignedRank.Test(d, Alternative.Less).P, Tolerance);
        Assert.Equal(exact.Number("n"), WilcoxonSignedRank.Test(d).Pairs);
    }

    [ReferenceDataTheory]
    [InlineData("paired_24_with_zeros")]
    [InlineData("paired_10")]
    public void The_signed_rank_test_agrees_with_R(string study)
    {
        var d = Golden.Statistics.GetProperty(study).Numbers("differences");
        foreach (var correction in new[] { true, false })
        {
            foreach (var (name, alternative) in new[] { ("two.sided", Alternative.TwoSided), ("greater", Alternative.Greater), ("less", Alternative.Less) })
            {
                var expected = Golden.StatisticsOfR.Numbers($"{study}|exact=FALSE|correct={(correction ? "TRUE" : "FALSE")}|{name}|V,p");
                var actual = WilcoxonSignedRank.Test(d, alternative, method: correction ? SignedRankMethod.NormalContinuity : SignedRankMethod.Normal);
                Golden.Near(expected, [actual.WPlus, actual.P], Tolerance, name);
            }
        }
    }

    [ReferenceDataTheory]
    [InlineData("paired_24_with_zeros")]
    [InlineData("paired_10")]
    public void Effect_sizes_and_simple_paired_tests_agree(string study)
    {
        var golden = Golden.Statistics.GetProperty(study);
        var effect = EffectSizes.Paired(golden.Numbers("x"), golden.Numbers("y"));
        Golden.Near(golden.Number("matched_pairs_rank_biserial"), effect.RankBiserial, Tolerance, "rank-biserial");
        Golden.Near(golden.Number("cohen_dz"), effect.CohenDz, Tolerance, "d_z");
        Golden.Near(golden.Number("hedges_gz"), effect.HedgesGz, Tolerance, "g_z");
        Golden.Near(golden.Number("cohen_d_av"), effect.CohenDav, Tolerance, "d_av");
        Golden.Near(golden.Number("cliffs_delta"), effect.CliffsDelta, Tolerance, "delta");
        Golden.Near(golden.Number("hodges_lehmann_paired"), effect.HodgesLehmann, Tolerance, "Hodges-Lehmann");
        Golden.Near(golden.Number("mean_diff"), effect.MeanDifference, Tolerance, "mean");
        Golden.Near(golden.Number("median_diff"), effect.MedianDifference, Tolerance, "median");
        Golden.Near(golden.Number("prob_superiority_paired"), effect.ProbabilityOfSuperiority, Tolerance, "superiority");
        var d = golden.Numbers("differences");
        var t = PairedTests.StudentT(d);
        Golden.Near(golden.Numbers("paired_t"), [t.Statistic, t.P], Tolerance, "t");
        Golden.Near(golden.Number("sign_test_p"), PairedTests.Sign(d).P, Tolerance, "sign");
    }

    [ReferenceDataFact]
    public void The_sign_flip_permutation_is_exact()
    {
        var golden = Golden.Statistics.GetProperty("exact_sign_flip_permutation_n10");
        var result = SignFlipPermutation.Test(Golden.Statistics.GetProperty("paired_10").Numbers("differences"));
        Assert.True(result.IsExact);
        Assert.Equal(golden.Number("n_permutations"), result.Permutations);
        Golden.Near(golden.Number("observed_mean"), result.ObservedMean, Tolerance);
        Golden.Near(golden.Number("p_two_sided"), result.P, Tolerance);
        Golden.Near(golden.Number("p_greater"), result.PGreater, Tolerance);
    }

    [ReferenceDataFact]
    public void The_bootstrap_agrees_on_given_resamples()
    {
        var golden = Golden.Statistics.GetProperty("bootstrap_mean_n10");
        var x = golden.Numbers("x");
        var bootstrap = Bootstrap.OfIndices(x.Length, Bootstrap.MeanOf(x), golden.Indices("resample_indices"));
        Golden.Near(golden.Number("theta_hat"), bootstrap.Estimate, Tolerance);
        Golden.Near(golden.Number("boot_se_ddof1"), bootstrap.StandardError, Tolerance, "standard error");
        Golden.Near(golden.Number("acceleration"), bootstrap.Acceleration, Tolerance, "acceleration");
        Golden.Near(golden.Number("z0_strict_less"), bootstrap.BiasCorrection(false), Tolerance, "z0 strict");
        Golden.Near(golden.Number("z0_half_ties"), bootstrap.BiasCorrection(true), Tolerance, "z0 half");
        foreach (var (key, kind) in new[] { ("percentile_95_linear", BootstrapInterval.Percentile), ("basic_95", BootstrapInterval.Basic), ("bca_95_strict_linear", BootstrapInterval.BcaStrict), ("bca_95_halfties_linear", BootstrapInterval.BcaHalfTies) })
        {
            var interval = bootstrap.Interval(kind);
            Golden.Near(golden.Numbers(key), [interval.Low, interval.High], Tolerance, key);
        }

        foreach (var (key, kind) in new[] { ("bca_levels_strict", BootstrapInterval.BcaStrict), ("bca_levels_halfties", BootstrapInterval.BcaHalfTies) })
        {
            var (low, high) = bootstrap.Levels(kind);
            Golden.Near(golden.Numbers(key), [low, high], Tolerance, key);
        }
    }

    [ReferenceDataFact]
    public void Adjusted_p_values_agree()
    {
        var golden = Golden.Statistics.GetProperty("multiplicity");
        var p = golden.Numbers("p");
        Golden.Near(golden.Numbers("holm"), Multiplicity.Holm(p), Tolerance, "holm");
        Golden.Near(golden.Numbers("bonferroni"), Multiplicity.Bonferroni(p), Tolerance, "bonferroni");
        Golden.Near(golden.Numbers("hochberg"), Multiplicity.Hochberg(p), Tolerance, "hochberg");
        Golden.Near(golden.Numbers("benjamini_hochberg"), Multiplicity.BenjaminiHochberg(p), Tolerance, "BH");
        Golden.Near(golden.Numbers("benjamini_yekutieli"), Multiplicity.BenjaminiYekutieli(p), Tolerance, "BY");
    }

    [ReferenceDataTheory]
    [InlineData("aggregate_then_rank_mean_na0", RankingScheme.MeanThenRank, MissingPolicy.Worst)]
    [InlineData("aggregate_then_rank_median_na0", RankingScheme.MedianThenRank, MissingPolicy.Worst)]
    [InlineData("aggregate_then_rank_mean_na_rm", RankingScheme.MeanThenRank, MissingPolicy.LeaveOut)]
    [InlineData("rank_then_aggregate_mean_ties_min", RankingScheme.RankThenMean, MissingPolicy.Worst)]
    [InlineData("rank_then_aggregate_median_ties_min", RankingScheme.RankThenMedian, MissingPolicy.Worst)]
    public void Rankings_agree(string key, RankingScheme scheme, MissingPolicy missing)
    {
        var golden = Golden.Statistics.GetProperty("ranking_5x30");
        var result = Ranking.Of(Values(golden), scheme, missing: missing);
        Golden.Near(golden.GetProperty(key).Numbers("agg"), result.Aggregates, Tolerance, "aggregates");
        Assert.Equal(golden.GetProperty(key).Numbers("rank"), result.Ranks);
    }

    [ReferenceDataFact]
    public void The_test_based_ranking_agrees()
    {
        var golden = Golden.Statistics.GetProperty("ranking_5x30");
        var tests = golden.GetProperty("test_then_rank_wilcoxon_greater_approx_cc");
        var values = Zeroed(golden);
        var p = Ranking.PairwiseP(values);
        var expected = tests.Rows("p_row_better_than_col");
        for (var m = 0; m < 5; m++)
        {
            Golden.Near(expected[m], p[m], Tolerance, $"p of model {m}");
        }

        var result = Ranking.Of(values, RankingScheme.TestThenRank);
        Assert.Equal(tests.Numbers("wins_holm"), result.Aggregates);
        Assert.Equal(tests.Numbers("rank_holm"), result.Ranks);
    }

    [ReferenceDataFact]
    public void Ranking_stability_agrees_on_given_resamples()
    {
        var ranking = Golden.Statistics.GetProperty("ranking_5x30");
        var golden = ranking.GetProperty("bootstrap_aggregate_mean");
        var result = RankingStability.OfIndices(Zeroed(ranking), RankingScheme.MeanThenRank, golden.Indices("resample_indices"));
        Golden.Near(golden.Number("kendall_tau_b_mean"), result.MeanTau, Tolerance, "tau");
        Golden.Near(golden.Numbers("win_frequency"), result.WinProbability, Tolerance, "wins");
        var expected = golden.Rows("rank_frequency_rows_algorithms");
        for (var m = 0; m < 5; m++)
        {
            Golden.Near(expected[m], result.RankProbability[m], Tolerance, $"places of model {m}");
        }
    }

    [ReferenceDataFact]
    public void Friedman_agrees()
    {
        var ranking = Golden.Statistics.GetProperty("ranking_5x30");
        var golden = ranking.GetProperty("friedman");
        var result = Friedman.Test(Zeroed(ranking));
        Golden.Near(golden.Number("chi2_tie_corrected"), result.ChiSquared, Tolerance, "chi²");
        Golden.Near(golden.Number("p"), result.P, Tolerance, "p");
        Golden.Near(golden.Numbers("mean_ranks"), result.MeanRanks, Tolerance, "ranks");
        Golden.Near(golden.Number("iman_davenport_F"), result.ImanDavenportF, Tolerance, "F");
        Golden.Near(golden.Number("nemenyi_critical_difference_q0_05"), result.NemenyiCriticalDifference!.Value, Tolerance, "CD");
    }

    static double[][] Values(System.Text.Json.JsonElement ranking)
    {
        var values = ranking.Rows("values_cases_by_algorithms");
        var cell = ranking.Numbers("na_cell");
        values[(int)cell[0]][(int)cell[1]] = double.NaN;
        return values;
    }

    static double[][] Zeroed(System.Text.Json.JsonElement ranking) => [.. Values(ranking).Select(row => row.Select(v => double.IsNaN(v) ? 0 : v).ToArray())];
}
