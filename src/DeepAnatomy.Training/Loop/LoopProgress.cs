namespace DeepAnatomy.Training.Loop;

/// <summary>Where a training stands, for people.</summary>
/// <param name="Iteration">Iterations that are over.</param>
/// <param name="Iterations">All iterations.</param>
/// <param name="Loss">Loss, averaged over the last steps.</param>
/// <param name="CaseDice">Case Dice (macro) of the last validation; null before the first.</param>
/// <param name="PatchDice">Dice of the training patches (macro), the patch estimate; null before it was measured.</param>
/// <param name="IterationsPerSecond">Speed of the last steps.</param>
public sealed record LoopProgress(long Iteration, long Iterations, double Loss, double? CaseDice, double? PatchDice, double IterationsPerSecond)
{
    /// <summary>Seconds until the last iteration, validations not counted; null when the speed is not known.</summary>
    public double? RemainingSeconds => IterationsPerSecond > 0 ? (Iterations - Iteration) / IterationsPerSecond : null;
}
