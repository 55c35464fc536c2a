namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>A time-weighted average as it runs along a line.</summary>
/// <param name="count">Points of the line.</param>
/// <param name="first">Place of the first.</param>
/// <param name="last">Place of the last.</param>
/// <param name="amount">0 to below 1.</param>
struct TimeWeightedState(long count, double first, double last, double amount)
{
    // Columns that W&B's average assumes on the screen; so a curve does not change when one zooms.
    const double Viewport = 1000;
    readonly double weight = Math.Min(Math.Sqrt(amount), 0.999);
    readonly double scale = count > 1 && last > first ? Viewport / (last - first) : 0;
    double sum;
    double total;
    double before;

    /// <summary>Replaces values by their averages.</summary>
    /// <param name="values">The next values of the line.</param>
    /// <param name="x">Their places.</param>
    public void Smooth(Span<double> values, ReadOnlySpan<double> x)
    {
        for (var n = 0; n < values.Length; n++)
        {
            if (!double.IsFinite(values[n]))
            {
                continue;
            }

            var keep = total == 0 ? 0 : Math.Pow(weight, (x[n] - before) * scale);
            sum = (sum * keep) + values[n];
            total = (total * keep) + 1;
            before = x[n];
            values[n] = sum / total;
        }
    }
}
