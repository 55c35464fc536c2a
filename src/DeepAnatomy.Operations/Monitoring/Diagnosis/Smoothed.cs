namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>A debiased exponential moving average and its least and greatest value so far.</summary>
/// <param name="Sum">State.</param>
/// <param name="Debias">State: one minus the weight that values have so far.</param>
/// <param name="Count">Values so far.</param>
/// <param name="Least">Least average.</param>
/// <param name="LeastAt">Epoch of it.</param>
/// <param name="Greatest">Greatest average.</param>
/// <param name="GreatestAt">Epoch of it.</param>
readonly record struct Smoothed(double Sum, double Debias, int Count, double Least, int LeastAt, double Greatest, int GreatestAt)
{
    /// <summary>The average; NaN before the first value.</summary>
    public double Value => Count == 0 ? double.NaN : Sum / Debias;

    /// <summary>With one more value; what is not finite changes nothing.</summary>
    /// <param name="value">The value.</param>
    /// <param name="weight">Of what was, 0 to below 1.</param>
    /// <param name="epoch">Number of the epoch.</param>
    public Smoothed With(double value, double weight, int epoch)
    {
        if (!double.IsFinite(value))
        {
            return this;
        }

        var sum = (Sum * weight) + ((1 - weight) * value);
        var debias = (Debias * weight) + (1 - weight);
        var average = sum / debias;
        var (least, leastAt) = Count == 0 || average < Least ? (average, epoch) : (Least, LeastAt);
        var (greatest, greatestAt) = Count == 0 || average > Greatest ? (average, epoch) : (Greatest, GreatestAt);
        return new(sum, debias, Count + 1, least, leastAt, greatest, greatestAt);
    }
}
