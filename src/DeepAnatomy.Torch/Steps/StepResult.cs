using System.Collections.Immutable;

namespace DeepAnatomy.Torch.Steps;

/// <summary>What a step found.</summary>
/// <param name="Loss">The weighted losses of all outputs with all penalties, of this batch alone (Keras shows the running mean, <see cref="TrainingStep.RunningLoss"/>).</param>
/// <param name="OutputLosses">For each output its loss before its weight; 0 for an output without loss.</param>
/// <param name="Regularization">The penalties.</param>
/// <param name="GradientNorm">Length of all gradients together before clipping; null when none were computed.</param>
/// <param name="Updated">Whether the optimizer was given the gradients.</param>
public sealed record StepResult(double Loss, ImmutableArray<double> OutputLosses, double Regularization, double? GradientNorm = null, bool Updated = false)
{
    /// <summary>False when the loss or a gradient is infinite or not a number.</summary>
    public bool IsFinite => double.IsFinite(Loss) && double.IsFinite(GradientNorm ?? 0);
}
