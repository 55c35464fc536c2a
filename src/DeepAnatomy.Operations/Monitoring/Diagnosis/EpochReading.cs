using System.Collections.Immutable;

namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>What is known at the end of an epoch. NaN stands for what was not reported; smoothed values, least and greatest ones are those of all epochs up to this.</summary>
sealed record EpochReading
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required long Step { get; init; }

    /// <summary>Mean loss of the steps of the epoch.</summary>
    public double Train { get; init; } = double.NaN;

    public double Validation { get; init; } = double.NaN;

    /// <summary>On held-out cases, higher is better.</summary>
    public double Metric { get; init; } = double.NaN;

    /// <summary>The same on training data.</summary>
    public double TrainMetric { get; init; } = double.NaN;

    public double ValidationTime { get; init; } = double.NaN;

    public double LearningRate { get; init; } = double.NaN;

    public ImmutableArray<NamedValue> Classes { get; init; } = [];

    public Smoothed SmoothTrain { get; init; }

    public Smoothed SmoothValidation { get; init; }

    public Smoothed SmoothMetric { get; init; }

    public Smoothed SmoothTrainMetric { get; init; }

    /// <summary>How far the smoothed training loss has come down since the start.</summary>
    public double Drop => StartTrain - SmoothTrain.Least;

    /// <summary>Greatest smoothed training loss of the first epochs.</summary>
    public double StartTrain { get; init; } = double.NaN;

    /// <summary>How far the smoothed validation loss is above its least, in drops of the training loss.</summary>
    public double Rise => Drop > 0 ? (SmoothValidation.Value - SmoothValidation.Least) / Drop : double.NaN;

    /// <summary>Greatest rise of the metric from one epoch to the next.</summary>
    public double BestIncrement { get; init; } = double.NegativeInfinity;

    /// <summary>Greatest metric that was reported.</summary>
    public double BestMetric { get; init; } = double.NaN;

    public long BestMetricStep { get; init; }
}
