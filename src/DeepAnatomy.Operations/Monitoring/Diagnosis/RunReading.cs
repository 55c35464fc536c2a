namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>What all rules see of a run.</summary>
sealed class RunReading
{
    public EpochHistory Epochs { get; } = new();

    /// <summary>The session that is read.</summary>
    public SessionReading Session { get; set; } = new(0, 0, 0, 0);

    /// <summary>Learning rate of the first steps: the greatest of the run so far, since schedules warm up.</summary>
    public double GreatestRate { get; set; } = double.NaN;

    /// <summary>The last learning rate.</summary>
    public double Rate { get; set; } = double.NaN;

    /// <summary>Metric that a training should reach.</summary>
    public double Target { get; set; } = 0.7;

    /// <summary>Whether the schedule has not yet brought the rate down to a tenth.</summary>
    public bool IsRateHigh => double.IsNaN(Rate) || Rate > 0.1 * GreatestRate;
}
