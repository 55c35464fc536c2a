namespace DeepAnatomy.Server.Runs;

/// <summary>What people may write about a run. It is kept as it is; who shows it must show it as text.</summary>
static class RunWords
{
    const int LongestName = 200, LongestNotes = 50_000, LongestTag = 50, MostTags = 50;

    /// <summary>What is wrong; null when all is well.</summary>
    public static string? Problem(string name, string notes, string[]? tags) =>
        name.Trim().Length is 0 or > LongestName || name.Any(char.IsControl) ? $"A name has 1 to {LongestName} characters and no control characters."
        : notes.Length > LongestNotes ? $"Notes have at most {LongestNotes:#,0} characters."
        : tags is { Length: > MostTags } ? $"There may be at most {MostTags} tags."
        : tags is not null && tags.Any(tag => tag.Trim().Length is 0 or > LongestTag || tag.Any(char.IsControl)) ? $"A tag has 1 to {LongestTag} characters and no control characters."
        : null;

    public static string[] Clean(string[]? tags) => tags is null ? [] : [.. tags.Select(tag => tag.Trim()).Distinct(StringComparer.Ordinal)];
}
