using System.Collections.Immutable;
using DeepAnatomy.Training.Planning;

namespace DeepAnatomy.Cli.Plans;

/// <summary>A plan that was written.</summary>
/// <param name="Preset">What it is for.</param>
/// <param name="Files">The files.</param>
/// <param name="Reasons">Why each choice was made, one sentence each.</param>
/// <param name="Warnings">What looks wrong with the data, one sentence each.</param>
/// <param name="ValidationCases">The cases that will validate.</param>
sealed record WrittenPlan(PlanPreset Preset, IReadOnlyList<string> Files, ImmutableArray<string> Reasons, ImmutableArray<string> Warnings, ImmutableArray<string> ValidationCases);
