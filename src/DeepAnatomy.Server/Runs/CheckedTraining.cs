using System.Collections.Immutable;

namespace DeepAnatomy.Server.Runs;

/// <summary>What a check of configuration and architecture found.</summary>
/// <param name="Problems">What is wrong; empty when a training can start.</param>
/// <param name="Resolved">The configuration with all defaults and absolute paths; empty when it cannot be read.</param>
/// <param name="Threads">Threads of the engine; 0 for one per core.</param>
/// <param name="Iterations">Iterations of the whole training.</param>
sealed record CheckedTraining(ImmutableArray<TrainingProblem> Problems, string Resolved, int Threads, int Iterations);
