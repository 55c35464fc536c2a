using System.Collections.Immutable;

namespace DeepAnatomy.Training.Setup;

/// <summary>A training as its files say it.</summary>
/// <param name="Setup">The training; null when there are problems.</param>
/// <param name="Problems">All problems, one line each: file, line where there is one, what is wrong.</param>
/// <param name="Notes">What a user should know, one sentence each.</param>
public sealed record SetupReading(TrainingSetup? Setup, ImmutableArray<string> Problems, ImmutableArray<string> Notes);
