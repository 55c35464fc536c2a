using System.Collections.Immutable;
using DeepAnatomy.Training.Augmentation;
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
    ImmutableArray<string> Reasons);
