namespace DeepAnatomy.Server.Runs;

/// <summary>Something wrong with the documents of a training.</summary>
/// <param name="File"><c>configuration.yaml</c>, <c>architecture.json</c>, or the dataset.</param>
/// <param name="Line">Line, from 1; null where there is none.</param>
/// <param name="Column">Column, from 1; null where there is none.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
sealed record TrainingProblem(string File, int? Line, int? Column, string Message);
