namespace DeepAnatomy.Training.Loop;

/// <summary>How one step is done.</summary>
/// <param name="LearningRate">Learning rate.</param>
/// <param name="Seed">Where the noise of dropout starts.</param>
/// <param name="Measures">Whether to measure the overlap of the patches and the weights too.</param>
public readonly record struct StepOrder(double LearningRate, long Seed, bool Measures);
