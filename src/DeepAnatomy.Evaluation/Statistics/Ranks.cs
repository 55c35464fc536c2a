namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>Ranks of values, 1 for the smallest.</summary>
public static class Ranks
{
    /// <summary>Ranks in which tied values share the mean of their places.</summary>
    public static double[] Mid(ReadOnlySpan<double> values) => Of(values, (first, last) => (first + last) / 2.0 + 1);

    /// <summary>Ranks in which tied values share the best (smallest) of their places; NaN comes last.</summary>
    public static double[] Min(ReadOnlySpan<double> values) => Of(values, (first, _) => first + 1);

    /// <summary>Σ (t³ − t) over groups of t tied values.</summary>
    internal static double TieTerm(ReadOnlySpan<double> ranks)
    {
        var sum = 0.0;
        foreach (var group in ranks.ToArray().GroupBy(r => r))
        {
            double t = group.Count();
            sum += (t * t * t) - t;
        }

        return sum;
    }

    static double[] Of(ReadOnlySpan<double> values, Func<int, int, double> rank)
    {
        var keys = values.ToArray();
        for (var n = 0; n < keys.Length; n++)
        {
            keys[n] = double.IsNaN(keys[n]) ? double.PositiveInfinity : keys[n];
        }

        var order = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, order);
        var ranks = new double[keys.Length];
        for (var first = 0; first < keys.Length;)
        {
            var last = first;
            while (last + 1 < keys.Length && keys[last + 1] == keys[first])
            {
                last++;
            }

            for (var n = first; n <= last; n++)
            {
                ranks[order[n]] = rank(first, last);
            }

            first = last + 1;
        }

        return ranks;
    }
}
