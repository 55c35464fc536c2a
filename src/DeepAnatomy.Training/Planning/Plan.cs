using System.Collections.Immutable;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Planning;

/// <summary>Proposed settings for a dataset, with the reason of every choice.</summary>
/// <param name="Preset">What it is made for.</param>
/// <param name="Preprocessing">Spacing, interpolation, normalisation.</param>
/// <param name="Sampling">Patch and batch.</param>
/// <param name="Augmentation">Random changes.</param>
/// <param name="Network">The network.</param>
/// <param name="Iterations">Iterations in all.</param>
/// <param name="Reasons">One sentence per choice.</param>
public sealed record Plan(
    PlanPreset Preset,
    PreprocessingSettings Preprocessing,
    SamplingSettings Sampling,
    AugmentationSettings Augmentation,
    NetworkProposal Network,
    int Iterations,
    ImmutableArray<string> Reasons)
{
    /// <summary>How the weights follow the gradients.</summary>
    public OptimizerSettings Optimizer { get; init; } = new AdamWSettings();

    /// <summary>The learning rate over the training.</summary>
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>Iterations of an epoch.</summary>
    public int IterationsPerEpoch { get; init; } = new LimitSettings().IterationsPerEpoch;

    /// <summary>Longest time of training, minutes, or null.</summary>
    public double? Minutes { get; init; }

    /// <summary>The configuration with what the plan says; name, data, split and all that a plan does not choose stay.</summary>
    /// <param name="configuration">What to begin with.</param>
    public TrainingConfiguration Applied(TrainingConfiguration configuration) => configuration with
    {
        Preprocessing = Preprocessing,
        Sampling = Sampling,
        Augmentation = Augmentation,
        Optimizer = Optimizer,
        Schedule = Schedule,
        Limits = configuration.Limits with { Iterations = Iterations, IterationsPerEpoch = IterationsPerEpoch, Minutes = Minutes },
    };
}
