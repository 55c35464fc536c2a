namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>Moments of samples, and the check that a sample can be used.</summary>
static class Samples
{
    public static double Mean(ReadOnlySpan<double> values) => Sum(values) / values.Length;

    /// <summary>Pairwise sum: the error grows with log n. The order of additions is NumPy's (blocks of 128, eight accumulators), so that ties between means of resamples are the same ties.</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        if (values.Length > 128)
        {
            var half = values.Length / 2;
            half -= half % 8;
            return Sum(values[..half]) + Sum(values[half..]);
        }

        var (sum, n) = (0.0, 0);
        if (values.Length >= 8)
        {
            Span<double> lanes = stackalloc double[8];
            values[..8].CopyTo(lanes);
            for (n = 8; n + 8 <= values.Length; n += 8)
            {
                for (var lane = 0; lane < 8; lane++)
                {
                    lanes[lane] += values[n + lane];
                }
            }

            sum = (lanes[0] + lanes[1] + (lanes[2] + lanes[3])) + (lanes[4] + lanes[5] + (lanes[6] + lanes[7]));
        }

        for (; n < values.Length; n++)
        {
            sum += values[n];
        }

        return sum;
    }

    /// <summary>Sample variance, divided by n − 1.</summary>
    public static double Variance(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return sum / (values.Length - 1);
    }

    public static double Sd(ReadOnlySpan<double> values) => Math.Sqrt(Variance(values));

    public static double Median(ReadOnlySpan<double> values) => Quantile(values, 0.5);

    /// <summary>Quantile with linear interpolation (type 7; the default of NumPy and R).</summary>
    public static double Quantile(ReadOnlySpan<double> values, double p)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return SortedQuantile(sorted, p);
    }

    public static double SortedQuantile(ReadOnlySpan<double> sorted, double p)
    {
        var at = p * (sorted.Length - 1);
        var below = (int)Math.Floor(at);
        var above = Math.Min(below + 1, sorted.Length - 1);
        var t = at - below;
        // NumPy's order of operations, so that results agree to the last bit where it matters.
        return t >= 0.5 ? sorted[above] - ((sorted[above] - sorted[below]) * (1 - t)) : sorted[below] + ((sorted[above] - sorted[below]) * t);
    }

    public static double[] Differences(ReadOnlySpan<double> minuend, ReadOnlySpan<double> subtrahend)
    {
        if (minuend.Length != subtrahend.Length)
        {
            throw new ArgumentException($"Paired samples differ in length: {minuend.Length} and {subtrahend.Length}.");
        }

        var d = new double[minuend.Length];
        for (var n = 0; n < d.Length; n++)
        {
            d[n] = minuend[n] - subtrahend[n];
        }

        return d;
    }

    public static void Check(ReadOnlySpan<double> values, int atLeast, string name)
    {
        if (values.Length < atLeast)
        {
            throw new ArgumentException($"Needs at least {atLeast} values, has {values.Length}.", name);
        }

        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException("A value is not finite; give missing cases a policy first.", name);
            }
        }
    }
}
