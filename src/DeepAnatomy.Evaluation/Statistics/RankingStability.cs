namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>How much a ranking depends on which cases were in the study.</summary>
/// <param name="Full">The ranking of all cases.</param>
/// <param name="Taus">Kendall's τ-b of every bootstrap ranking against the full one; NaN where all were tied.</param>
/// <param name="RankProbability">Row = model, column = place − 1: share of bootstrap rankings in which the model took the place (ties share the best place).</param>
/// <param name="WinProbability">Share in which each model alone or with others was first.</param>
/// <param name="Convention">Replicates and seed.</param>
public sealed record RankingStabilityResult(RankingResult Full, double[] Taus, double[][] RankProbability, double[] WinProbability, string Convention)
{
    /// <summary>Mean of the taus that are defined.</summary>
    public double MeanTau => Samples.Mean([.. Taus.Where(t => !double.IsNaN(t))]);

    /// <summary>Probability of a place among the first <paramref name="places"/>.</summary>
    public double[] Podium(int places) => [.. RankProbability.Select(row => row.Take(places).Sum())];
}

/// <summary>Bootstraps cases and ranks each time.</summary>
public static class RankingStability
{
    /// <summary>Bootstraps with a seeded generator; parameters as in <see cref="Ranking.Of"/>.</summary>
    public static RankingStabilityResult Of(IReadOnlyList<double[]> values, RankingScheme scheme, bool isHigherBetter = true, double worst = 0, int replicates = 1000, ulong seed = 1)
    {
        var chance = new SeededChance(seed);
        var indices = Enumerable.Range(0, replicates).Select(_ => Enumerable.Range(0, values.Count).Select(_ => chance.Below(values.Count)).ToArray()).ToArray();
        return OfIndices(values, scheme, indices, isHigherBetter, worst, $"B={replicates}, seed={seed}");
    }

    /// <summary>Uses given resamples of cases.</summary>
    public static RankingStabilityResult OfIndices(IReadOnlyList<double[]> values, RankingScheme scheme, IReadOnlyList<int[]> indices, bool isHigherBetter = true, double worst = 0, string convention = "given indices")
    {
        var full = Ranking.Of(values, scheme, isHigherBetter, MissingPolicy.Worst, worst);
        var rankings = new double[indices.Count][];
        Parallel.For(0, rankings.Length, r => rankings[r] = Ranking.Of([.. indices[r].Select(i => values[i])], scheme, isHigherBetter, MissingPolicy.Worst, worst).Ranks);
        var models = full.Ranks.Length;
        var places = new double[models][];
        for (var m = 0; m < models; m++)
        {
            places[m] = new double[models];
            foreach (var ranking in rankings)
            {
                places[m][(int)ranking[m] - 1] += 1.0 / rankings.Length;
            }
        }

        return new(full, [.. rankings.Select(r => KendallTau.B(r, full.Ranks))], places, [.. places.Select(row => row[0])], convention);
    }
}
