namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>What was reported at one step; what was not is null. Used again for the next step.</summary>
sealed class StepReading
{
    const int MostOnStack = 64;
    double? updateRatio;
    readonly double?[] values = new double?[(int)Quantity.ValidationTime + 1];

    public long Step { get; private set; }

    /// <summary>UTC ticks.</summary>
    public long Time { get; private set; }

    public double? Loss => this[Quantity.Loss];

    public double? GradientNorm => this[Quantity.GradientNorm];

    public double? LearningRate => this[Quantity.LearningRate];

    public double? this[Quantity quantity] => values[(int)quantity];

    public List<NamedValue> UpdateRatios { get; } = [];

    /// <summary>Median of the finite update ratios; NaN without one.</summary>
    public double UpdateRatio => updateRatio ??= Median(UpdateRatios);

    public List<NamedValue> LayerGradients { get; } = [];

    public List<NamedValue> ZeroShares { get; } = [];

    public List<NamedValue> Classes { get; } = [];

    /// <summary>Whether something came that ends an epoch.</summary>
    public bool EndsEpoch { get; private set; }

    public void Begin(long step)
    {
        (Step, Time, EndsEpoch, updateRatio) = (step, long.MinValue, false, null);
        Array.Clear(values);
        UpdateRatios.Clear();
        LayerGradients.Clear();
        ZeroShares.Clear();
        Classes.Clear();
    }

    public void Add(Quantity quantity, string part, long time, double value)
    {
        Time = Math.Max(Time, time);
        EndsEpoch |= Quantities.IsOfEpoch(quantity);
        switch (quantity)
        {
            case Quantity.UpdateRatio:
                UpdateRatios.Add(new(part, value));
                break;
            case Quantity.LayerGradient:
                LayerGradients.Add(new(part, value));
                break;
            case Quantity.ZeroShare:
                ZeroShares.Add(new(part, value));
                break;
            case Quantity.ClassMetric:
                Classes.Add(new(part, value));
                break;
            default:
                values[(int)quantity] = value;
                break;
        }
    }

    static double Median(List<NamedValue> named)
    {
        Span<double> numbers = named.Count <= MostOnStack ? stackalloc double[named.Count] : new double[named.Count];
        for (var n = 0; n < named.Count; n++)
        {
            numbers[n] = named[n].Value;
        }

        return Robust.MedianOf(numbers);
    }
}
