namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>Adjusts p-values for testing many hypotheses; values keep their order.</summary>
public static class Multiplicity
{
    /// <summary>Bonferroni: p times the number of tests.</summary>
    public static double[] Bonferroni(ReadOnlySpan<double> p)
    {
        var n = p.Length;
        return [.. p.ToArray().Select(v => Math.Min(1, n * v))];
    }

    /// <summary>Holm (1979), step-down; controls the family-wise error. The product's default.</summary>
    public static double[] Holm(ReadOnlySpan<double> p) => StepDown(p, (rank, n) => n - rank);

    /// <summary>Hochberg (1988), step-up; family-wise error under non-negative dependence.</summary>
    public static double[] Hochberg(ReadOnlySpan<double> p) => StepUp(p, (rank, n) => n - rank);

    /// <summary>Benjamini and Hochberg (1995); controls the false discovery rate.</summary>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> p) => StepUp(p, (rank, n) => n / (rank + 1.0));

    /// <summary>Benjamini and Yekutieli (2001); false discovery rate under any dependence.</summary>
    public static double[] BenjaminiYekutieli(ReadOnlySpan<double> p)
    {
        var harmonic = Enumerable.Range(1, p.Length).Sum(i => 1.0 / i);
        return StepUp(p, (rank, n) => harmonic * n / (rank + 1.0));
    }

    static double[] StepDown(ReadOnlySpan<double> p, Func<int, int, double> factor)
    {
        var (order, adjusted, running) = (Order(p), new double[p.Length], 0.0);
        for (var rank = 0; rank < order.Length; rank++)
        {
            running = Math.Max(running, factor(rank, p.Length) * p[order[rank]]);
            adjusted[order[rank]] = Math.Min(1, running);
        }

        return adjusted;
    }

    static double[] StepUp(ReadOnlySpan<double> p, Func<int, int, double> factor)
    {
        var (order, adjusted, running) = (Order(p), new double[p.Length], double.PositiveInfinity);
        for (var rank = order.Length - 1; rank >= 0; rank--)
        {
            running = Math.Min(running, factor(rank, p.Length) * p[order[rank]]);
            adjusted[order[rank]] = Math.Min(1, running);
        }

        return adjusted;
    }

    static int[] Order(ReadOnlySpan<double> p)
    {
        var keys = p.ToArray();
        var order = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, order);
        return order;
    }
}
