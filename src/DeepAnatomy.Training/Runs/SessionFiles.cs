namespace DeepAnatomy.Training.Runs;

/// <summary>What a session writes into.</summary>
/// <param name="Metrics">Its lines.</param>
/// <param name="Log">Its log.</param>
sealed record SessionFiles(MetricsFile Metrics, SessionLog Log);
