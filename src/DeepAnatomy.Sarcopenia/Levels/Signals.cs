namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>Filters of one-dimensional signals; at the ends a line through the last samples is continued, so that a slope is not flattened.</summary>
static class Signals
{
    public static double[] MedianFilter(ReadOnlySpan<double> signal, int reach)
    {
        var result = new double[signal.Length];
        for (var n = 0; n < signal.Length; n++)
        {
            var r = Math.Min(reach, Math.Min(n, signal.Length - 1 - n));
            var window = signal.Slice(n - r, (2 * r) + 1).ToArray();
            Array.Sort(window);
            result[n] = window[window.Length / 2];
        }

        return result;
    }

    public static double[] Gaussian(ReadOnlySpan<double> signal, double sigmaSamples)
    {
        var count = signal.Length;
        var reach = (int)Math.Ceiling(3 * sigmaSamples);
        var result = new double[count];
        for (var n = 0; n < count; n++)
        {
            var (sum, weights) = (0.0, 0.0);
            for (var d = -reach; d <= reach; d++)
            {
                var weight = Math.Exp(-0.5 * d * d / (sigmaSamples * sigmaSamples));
                sum += weight * Continued(signal, n + d);
                weights += weight;
            }

            result[n] = sum / weights;
        }

        return result;
    }

    // Point reflection at the ends: f(−d) = 2 f(0) − f(d).
    static double Continued(ReadOnlySpan<double> signal, int at)
    {
        var last = signal.Length - 1;
        return at < 0 ? (2 * signal[0]) - signal[Math.Min(last, -at)]
            : at > last ? (2 * signal[last]) - signal[Math.Max(0, (2 * last) - at)]
            : signal[at];
    }
}
