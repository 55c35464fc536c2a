namespace DeepAnatomy.Server.Runs;

/// <summary>Problem details of a training that cannot start.</summary>
/// <param name="Title">What is the case.</param>
/// <param name="Status">422.</param>
/// <param name="Detail">In a sentence.</param>
/// <param name="Problems">All that is wrong, with lines.</param>
sealed record RefusedTraining(string Title, int Status, string Detail, IReadOnlyList<TrainingProblem> Problems);
