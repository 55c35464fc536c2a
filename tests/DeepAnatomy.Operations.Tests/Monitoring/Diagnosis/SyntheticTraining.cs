using DeepAnatomy.Operations.Monitoring.Diagnosis;

namespace DeepAnatomy.Operations.Tests.Monitoring.Diagnosis;

/// <summary>A training that goes well, until a case changes one of its curves. Times t run from 0 to 1 over the plan; the same seed gives the same curves.</summary>
sealed class SyntheticTraining
{
    public SyntheticTraining(int seed)
    {
        Chance = new(seed);
        Epochs = new[] { 20, 50, 100 }[seed % 3];

        // Cross-entropy and Dice, or Dice alone, which is negative.
        (LossStart, LossEnd) = seed % 2 == 0 ? (Between(1, 2.5), Between(0.1, 0.3)) : (Between(-0.15, 0), Between(-0.9, -0.75));
        Speed = Between(0.25, 0.4);
        Best = Between(0.8, 0.93);
        Train = t => LossEnd + (Drop * Math.Exp(-t / Speed));
        Validation = t => Train(t) + (0.03 * Drop);
        Metric = t => Best * (1 - Math.Exp(-(t + 0.02) / Speed));
        TrainMetric = t => Math.Min(0.98, Metric(t) + 0.03);
        Gradient = t => 1.5 - t;
        Rate = t => 0.01 * Math.Pow(1 - t, 0.9);
        Update = _ => 1e-3;
    }

    public Random Chance { get; }

    public int Epochs { get; set; }

    public int StepsPerEpoch { get; set; } = 20;

    public int Steps => Epochs * StepsPerEpoch;

    public double LossStart { get; set; }

    public double LossEnd { get; set; }

    public double Drop => LossStart - LossEnd;

    public double Speed { get; set; }

    public double Best { get; set; }

    public Func<double, double> Train { get; set; }

    public Func<double, double> Validation { get; set; }

    public Func<double, double> Metric { get; set; }

    public Func<double, double> TrainMetric { get; set; }

    public Func<double, double> Gradient { get; set; }

    public Func<double, double> Rate { get; set; }

    public Func<double, double> Update { get; set; }

    public Func<double, double> Wait { get; set; } = _ => 5;

    public Func<double, double>? ZeroShare { get; set; }

    public (string Name, Func<double, double> Metric)[] Classes { get; set; } = [];

    /// <summary>Standard deviation of the loss of a step, in drops.</summary>
    public double StepNoise { get; set; } = 0.05;

    /// <summary>Of the validation loss of an epoch, in drops.</summary>
    public double ValidationNoise { get; set; } = 0.01;

    /// <summary>Of the metric.</summary>
    public double MetricNoise { get; set; } = 0.004;

    /// <summary>Of the logarithm (base 10) of gradient norm and update ratio.</summary>
    public double GradientNoise { get; set; } = 0.1;

    public double Between(double low, double high) => low + (Chance.NextDouble() * (high - low));

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Chance.NextDouble())) * Math.Cos(2 * Math.PI * Chance.NextDouble());

    public RunDiagnosis Run()
    {
        var diagnosis = new RunDiagnosis();
        diagnosis.Begin(new(1, 0, 0, Steps));
        Continue(diagnosis, 1, Steps);
        return diagnosis;
    }

    public void Continue(RunDiagnosis diagnosis, int from, int to)
    {
        var reading = new StepReading();
        for (var step = from; step <= to; step++)
        {
            var t = step / (double)Steps;
            reading.Begin(step);
            var time = step * TimeSpan.TicksPerSecond / 10;
            void Add(Quantity quantity, double value, string part = "") => reading.Add(quantity, part, time, value);
            Add(Quantity.Loss, Train(t) + (StepNoise * Drop * Normal()));
            Add(Quantity.GradientNorm, Gradient(t) * Math.Pow(10, GradientNoise * Normal()));
            Add(Quantity.LearningRate, Rate(t));
            Add(Quantity.StepTime, 100 + (5 * Normal()));
            Add(Quantity.DataWait, Math.Max(0, Wait(t) * (1 + (0.2 * Normal()))));
            if (step % 10 == 0)
            {
                Add(Quantity.UpdateRatio, Update(t) * Math.Pow(10, GradientNoise * Normal()), "enc1");
                Add(Quantity.UpdateRatio, Update(t) * Math.Pow(10, GradientNoise * Normal()), "dec1");
                Add(Quantity.TrainMetric, Math.Clamp(TrainMetric(t) + (MetricNoise * Normal()), 0, 1));
                if (ZeroShare is not null)
                {
                    Add(Quantity.ZeroShare, Math.Clamp(ZeroShare(t) + (0.02 * Normal()), 0, 1), "enc1");
                }
            }

            if (step % StepsPerEpoch == 0)
            {
                EndEpoch(Add, t, step / StepsPerEpoch);
            }

            diagnosis.Add(reading);
        }
    }

    void EndEpoch(Action<Quantity, double, string> add, double t, int epoch)
    {
        add(Quantity.Epoch, epoch, "");
        add(Quantity.ValidationLoss, Validation(t) + (ValidationNoise * Drop * Normal()), "");
        add(Quantity.Metric, Math.Clamp(Metric(t) + (MetricNoise * Normal()), 0, 1), "");
        add(Quantity.ValidationTime, 3, "");
        foreach (var (name, metric) in Classes)
        {
            add(Quantity.ClassMetric, metric(t) is var value && double.IsNaN(value) ? value : Math.Max(0, value), name);
        }
    }
}
