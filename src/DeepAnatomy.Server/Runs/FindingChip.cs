namespace DeepAnatomy.Server.Runs;

/// <summary>An active finding, as the list shows it.</summary>
sealed record FindingChip(string Rule, string Severity);
