namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>Statistics that a few odd values do not move.</summary>
static class Robust
{
    // Makes the median absolute deviation an estimate of the standard deviation of a normal distribution.
    const double Consistency = 1.4826;

    /// <summary>Median of the finite values; NaN without one.</summary>
    public static double Median(IEnumerable<double> values) => MedianOf([.. values]);

    /// <summary>Median of the finite values; NaN without one. Reorders them.</summary>
    public static double MedianOf(Span<double> values)
    {
        var count = 0;
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                values[count++] = value;
            }
        }

        if (count == 0)
        {
            return double.NaN;
        }

        values[..count].Sort();
        return (values[(count - 1) / 2] + values[count / 2]) / 2;
    }

    /// <summary>Scaled median absolute deviation.</summary>
    public static double Madn(IReadOnlyCollection<double> values)
    {
        var median = Median(values);
        return Consistency * Median(values.Select(value => Math.Abs(value - median)));
    }

    /// <summary>Size of the noise on a curve: from the differences of neighbours, so that a trend does not count.</summary>
    public static double Noise(IReadOnlyList<double> values) =>
        values.Count < 3 ? double.NaN : Madn([.. values.Skip(1).Zip(values, (next, one) => next - one)]) / Math.Sqrt(2);

    /// <summary>Slope by Theil and Sen: median of the slopes of all pairs; NaN with fewer than two values.</summary>
    public static double Slope(IReadOnlyList<double> values)
    {
        List<double> slopes = [];
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = i + 1; j < values.Count; j++)
            {
                slopes.Add((values[j] - values[i]) / (j - i));
            }
        }

        return Median(slopes);
    }

    /// <summary>Kendall's τ of the values against their order; NaN with fewer than two.</summary>
    public static double Trend(IReadOnlyList<double> values)
    {
        double sum = 0;
        var pairs = 0;
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = i + 1; j < values.Count; j++)
            {
                sum += Math.Sign(values[j] - values[i]);
                pairs++;
            }
        }

        return pairs == 0 ? double.NaN : sum / pairs;
    }
}
