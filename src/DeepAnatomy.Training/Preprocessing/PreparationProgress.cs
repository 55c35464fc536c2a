namespace DeepAnatomy.Training.Preprocessing;

/// <summary>How far preprocessing is.</summary>
/// <param name="Done">Finished cases.</param>
/// <param name="Count">All cases.</param>
/// <param name="Reused">Finished cases that were found in the cache.</param>
/// <param name="Id">The case that was finished last.</param>
public readonly record struct PreparationProgress(int Done, int Count, int Reused, string Id);
