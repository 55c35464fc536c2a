namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>What rules look at.</summary>
enum Quantity
{
    Loss,
    GradientNorm,
    LearningRate,
    DataWait,
    StepTime,
    TrainMetric,
    UpdateRatio,
    LayerGradient,
    ZeroShare,

    // What belongs to epochs comes last.
    Epoch,
    ValidationLoss,
    Metric,
    ClassMetric,
    ValidationTime,
}
