namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Smoothing at full resolution. Values that are not finite stay where they are and count for nothing.</summary>
static class Smoothing
{
    // Columns that W&B's time-weighted average assumes on the screen; so a curve does not change when one zooms.
    const double Viewport = 1000;

    // Beyond so many standard deviations a Gaussian weighs less than single precision sees.
    const double GaussianReach = 5;

    public static double[] Exponential(ReadOnlySpan<double> values, double weight)
    {
        var smooth = new double[values.Length];
        double sum = 0, debias = 1;
        for (var n = 0; n < values.Length; n++)
        {
            if (double.IsFinite(values[n]))
            {
                sum = (sum * weight) + ((1 - weight) * values[n]);
                debias *= weight;
                smooth[n] = sum / (1 - debias);
            }
            else
            {
                smooth[n] = values[n];
            }
        }

        return smooth;
    }

    /// <param name="values">Values.</param>
    /// <param name="x">Places along the axis, as many.</param>
    /// <param name="amount">0 to below 1.</param>
    public static double[] TimeWeighted(ReadOnlySpan<double> values, ReadOnlySpan<double> x, double amount)
    {
        var smooth = new double[values.Length];
        var weight = Math.Min(Math.Sqrt(amount), 0.999);
        var scale = values.Length > 1 && x[^1] > x[0] ? Viewport / (x[^1] - x[0]) : 0;
        double sum = 0, total = 0, before = 0;
        for (var n = 0; n < values.Length; n++)
        {
            if (!double.IsFinite(values[n]))
            {
                smooth[n] = values[n];
                continue;
            }

            var keep = total == 0 ? 0 : Math.Pow(weight, (x[n] - before) * scale);
            sum = (sum * keep) + values[n];
            total = (total * keep) + 1;
            before = x[n];
            smooth[n] = sum / total;
        }

        return smooth;
    }

    public static double[] Gaussian(ReadOnlySpan<double> values, double sigma)
    {
        var reach = (int)Math.Ceiling(sigma * GaussianReach);
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
