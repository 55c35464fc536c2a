namespace DeepAnatomy.Server.Runs;

/// <summary>A run as the server knows it now.</summary>
/// <param name="Entry">Its record.</param>
/// <param name="Summary">Its curves in short.</param>
/// <param name="Revision">Number of its last change; rises over all runs.</param>
sealed record RunCard(RunEntry Entry, RunSummary Summary, long Revision);
