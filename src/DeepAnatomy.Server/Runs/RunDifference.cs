namespace DeepAnatomy.Server.Runs;

/// <summary>In what two runs differ.</summary>
sealed record RunDifference(IReadOnlyList<Difference> Configuration, IReadOnlyList<Difference> Architecture, IReadOnlyList<Difference> Facts);

/// <summary>One thing that differs; null where it is missing.</summary>
sealed record Difference(string Path, string? A, string? B);
