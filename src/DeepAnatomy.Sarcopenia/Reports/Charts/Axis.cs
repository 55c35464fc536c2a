namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>A linear scale with round ticks.</summary>
/// <param name="From">Value at <paramref name="At"/>.</param>
/// <param name="To">Value at <paramref name="At"/> + <paramref name="Length"/>.</param>
/// <param name="At">Position of the first end on the canvas.</param>
/// <param name="Length">Signed length on the canvas.</param>
readonly record struct Axis(double From, double To, double At, double Length)
{
    public double this[double value] => At + ((value - From) / (To - From) * Length);

    /// <summary>Round values inside, at most <paramref name="most"/> + 1.</summary>
    public IEnumerable<double> Ticks(int most)
    {
        var step = RoundStep((To - From) / most);
        for (var n = (long)Math.Ceiling((From / step) - 1e-9); n * step <= To + (1e-9 * step); n++)
        {
            yield return n * step;
        }
    }

    /// <summary>An axis over some values with round ends and a little air.</summary>
    public static Axis Around(IEnumerable<double> values, double at, double length, bool fromZero)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (!double.IsFinite(low))
        {
            (low, high) = (0, 1);
        }

        low = fromZero ? Math.Min(0, low) : low;
        var air = Math.Max((high - low) * 0.08, 1e-6 + (Math.Abs(high) * 0.01));
        return new(fromZero && low >= 0 ? 0 : low - air, high + air, at, length);
    }

    static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        var head = step / power;
        return power * (head <= 1 ? 1 : head <= 2 ? 2 : head <= 5 ? 5 : 10);
    }
}
