namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>The epochs of a run that count; every one carries its running values, so that going back is to forget the last ones.</summary>
sealed class EpochHistory
{
    readonly List<EpochReading> epochs = [];

    public int Count => epochs.Count;

    public EpochReading Last => epochs[^1];

    /// <summary>Epochs that are planned, at least those that are over.</summary>
    public int Planned { get; private set; }

    /// <summary>Steps of an epoch; 0 before the first.</summary>
    public double StepsPerEpoch => Count == 0 ? 0 : Last.Step / (double)Last.Number;

    /// <summary>Epochs that a judgement looks back on: a twentieth of the plan, at least 10, in short runs a fifth of the plan, at least 3.</summary>
    public int Window => Math.Max(Math.Min(10, Math.Max(3, Planned / 5)), Planned / 20);

    /// <summary>Weight of what was in the smoothed values.</summary>
    public double Weight => Math.Min(0.9, 1 - (2.0 / (Window + 1)));

    /// <summary>The epoch so many before the last; null where there was none.</summary>
    public EpochReading? Back(int epochsBack) => epochsBack < Count ? epochs[Count - 1 - epochsBack] : null;

    /// <summary>The last epochs, at most so many, oldest first.</summary>
    public IEnumerable<EpochReading> Latest(int count) => epochs.Skip(Math.Max(0, Count - count));

    /// <summary>Share of the plan that is over.</summary>
    public double Share => Count / (double)Planned;

    /// <param name="bare">What was reported; the running values are added.</param>
    /// <param name="plannedIterations">0 where it is not known.</param>
    public void Add(EpochReading bare, long plannedIterations)
    {
        Planned = Math.Max(bare.Number, plannedIterations > 0 && bare.Step > 0 ? (int)Math.Round(plannedIterations * (double)bare.Number / bare.Step) : 0);
        var before = Count > 0 ? Last : null;
        var weight = Weight;
        var train = (before?.SmoothTrain ?? default).With(bare.Train, weight, bare.Number);
        var metric = (before?.SmoothMetric ?? default).With(bare.Metric, weight, bare.Number);
        var isFirst = bare.Number <= Math.Max(1, (int)Math.Ceiling(0.02 * Planned)) || !double.IsFinite(before?.StartTrain ?? double.NaN);
        var isBest = bare.Metric > (before?.BestMetric ?? double.NaN) || (double.IsFinite(bare.Metric) && !double.IsFinite(before?.BestMetric ?? double.NaN));
        epochs.Add(bare with
        {
            SmoothTrain = train,
            SmoothValidation = (before?.SmoothValidation ?? default).With(bare.Validation, weight, bare.Number),
            SmoothMetric = metric,
            SmoothTrainMetric = (before?.SmoothTrainMetric ?? default).With(bare.TrainMetric, weight, bare.Number),
            StartTrain = isFirst ? train.Greatest : before!.StartTrain,
            BestIncrement = Math.Max(before?.BestIncrement ?? double.NegativeInfinity, bare.Metric - (before?.Metric ?? double.NaN) is var rise && double.IsFinite(rise) ? rise : double.NegativeInfinity),
            BestMetric = isBest ? bare.Metric : before?.BestMetric ?? double.NaN,
            BestMetricStep = isBest ? bare.Step : before?.BestMetricStep ?? 0,
        });
    }

    /// <summary>Forgets epochs that ended behind a step.</summary>
    public void Rewind(long step) => epochs.RemoveAll(epoch => epoch.Step > step);
}
