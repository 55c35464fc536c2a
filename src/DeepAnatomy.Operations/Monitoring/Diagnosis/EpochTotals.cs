namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>Gathers what the steps of an epoch say.</summary>
sealed class EpochTotals
{
    double sum;
    int count;
    double trainMetric = double.NaN;

    public void Clear() => (sum, count, trainMetric) = (0, 0, double.NaN);

    public void Add(StepReading step)
    {
        if (step.Loss is { } loss && double.IsFinite(loss))
        {
            sum += loss;
            count++;
        }

        trainMetric = step[Quantity.TrainMetric] ?? trainMetric;
    }

    public EpochReading Finish(StepReading step, RunReading run)
    {
        var reading = new EpochReading
        {
            Number = run.Epochs.Count + 1,
            Step = step.Step,
            Train = count > 0 ? sum / count : double.NaN,
            Validation = step[Quantity.ValidationLoss] ?? double.NaN,
            Metric = step[Quantity.Metric] ?? double.NaN,
            TrainMetric = trainMetric,
            ValidationTime = step[Quantity.ValidationTime] ?? double.NaN,
            LearningRate = run.Rate,
            Classes = [.. step.Classes],
        };
        Clear();
        return reading;
    }
}
