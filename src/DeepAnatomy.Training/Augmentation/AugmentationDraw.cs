using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Which sample is augmented: gives every step its own stream of chance, so that switching one step off does not change the others.</summary>
/// <param name="Seed">Seed of the training.</param>
/// <param name="Iteration">Iteration, from 0.</param>
/// <param name="Sample">Sample within the batch, from 0.</param>
public readonly record struct AugmentationDraw(ulong Seed, long Iteration, int Sample)
{
    /// <summary>The stream of a step.</summary>
    public Chance For(string step) => Chance.Of(Seed, Iteration, Sample, step);
}
