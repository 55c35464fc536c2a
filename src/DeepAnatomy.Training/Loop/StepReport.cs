using System.Collections.Immutable;

namespace DeepAnatomy.Training.Loop;

/// <summary>What one step found.</summary>
/// <param name="Loss">The whole loss.</param>
/// <param name="Parts">The parts of the loss by name, before their weights.</param>
/// <param name="GradientNorm">Length of the whole gradient before clipping.</param>
/// <param name="IsUpdated">Whether the weights were changed.</param>
/// <param name="Overlap">Overlap of the patches, when it was measured.</param>
/// <param name="Weights">Length of the weights, and of their change relative to it, of each group of layers, when measured.</param>
public sealed record StepReport(
    double Loss,
    ImmutableArray<KeyValuePair<string, double>> Parts,
    double GradientNorm,
    bool IsUpdated,
    PatchOverlap? Overlap = null,
    ImmutableArray<KeyValuePair<string, double>> Weights = default)
{
    /// <summary>Whether loss and gradient are numbers.</summary>
    public bool IsFinite => double.IsFinite(Loss) && double.IsFinite(GradientNorm);
}
