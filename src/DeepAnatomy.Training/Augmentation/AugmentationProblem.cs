namespace DeepAnatomy.Training.Augmentation;

/// <summary>What is wrong with the settings of the augmentation.</summary>
/// <param name="Path">The step, e.g. <c>mirroring</c>.</param>
/// <param name="Message">What is wrong and what to do, one or two sentences.</param>
public readonly record struct AugmentationProblem(string Path, string Message);
