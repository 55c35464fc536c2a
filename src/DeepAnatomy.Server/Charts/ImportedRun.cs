namespace DeepAnatomy.Server.Charts;

/// <summary>A run that was made of files of another tool.</summary>
/// <param name="Id">The run.</param>
/// <param name="Points">Points that were read.</param>
/// <param name="Problems">Files of which only a part could be read, and why.</param>
sealed record ImportedRun(string Id, long Points, IReadOnlyList<string> Problems);
