namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Smoothing at full resolution. Values that are not finite stay where they are and count for nothing.</summary>
static class Smoothing
{
    // Beyond so many standard deviations a Gaussian weighs less than single precision sees.
    const double Reach = 5;

    public static double[] Exponential(ReadOnlySpan<double> values, double weight)
    {
        var smooth = values.ToArray();
        MakeExponential(smooth, weight);
        return smooth;
    }

    /// <summary>Replaces values by their smoothed ones.</summary>
    public static void MakeExponential(Span<double> values, double weight)
    {
        double sum = 0, debias = 1;
        foreach (ref var value in values)
        {
            if (double.IsFinite(value))
            {
                sum = (sum * weight) + ((1 - weight) * value);
                debias *= weight;
                value = sum / (1 - debias);
            }
        }
    }

    /// <summary>Replaces values by their smoothed ones.</summary>
    /// <param name="values">Values.</param>
    /// <param name="x">Places along the axis, as many.</param>
    /// <param name="amount">0 to below 1.</param>
    public static void MakeTimeWeighted(Span<double> values, ReadOnlySpan<double> x, double amount)
    {
        if (values.Length > 0)
        {
            new TimeWeightedState(values.Length, x[0], x[^1], amount).Smooth(values, x);
        }
    }

    /// <summary>The kinds that do not depend on places.</summary>
    public static double[] Of(ReadOnlySpan<double> values, SmoothingKind kind, double amount) => kind switch
    {
        SmoothingKind.Exponential => Exponential(values, amount),
        SmoothingKind.Gaussian => Gaussian(values, amount),
        SmoothingKind.Median => Median(values, (int)amount),
        _ => throw new ArgumentException("there is no such smoothing"),
    };

    /// <summary>Points that a Gaussian sees to each side.</summary>
    public static int GaussianReach(double sigma) => (int)Math.Ceiling(sigma * Reach);

    public static double[] Gaussian(ReadOnlySpan<double> values, double sigma)
    {
        var reach = GaussianReach(sigma);
        var weights = new double[reach + 1];
        for (var n = 0; n <= reach; n++)
        {
            weights[n] = Math.Exp(-0.5 * n * n / (sigma * sigma));
        }

        return GaussianSmoothing.Of(values, weights);
    }

    /// <param name="values">Values.</param>
    /// <param name="window">Points, made odd; shorter at the ends.</param>
    public static double[] Median(ReadOnlySpan<double> values, int window)
    {
        var half = window / 2;
        var smooth = new double[values.Length];
        var sorted = new SortedWindow((2 * half) + 1);
        for (var n = 0; n < Math.Min(half, values.Length); n++)
        {
            sorted.Add(values[n]);
        }

        for (var n = 0; n < values.Length; n++)
        {
            if (n + half < values.Length)
            {
                sorted.Add(values[n + half]);
            }

            if (n - half - 1 >= 0)
            {
                sorted.Remove(values[n - half - 1]);
            }

            smooth[n] = double.IsFinite(values[n]) ? sorted.Median : values[n];
        }

        return smooth;
    }
}
