namespace DeepAnatomy.Server.Runs;

/// <summary>Something that happened to a run; kept for ever.</summary>
sealed class TimelineEntry
{
    public long Id { get; init; }

    public required string RunId { get; init; }

    public DateTimeOffset Time { get; init; }

    /// <summary><c>state</c>, <c>request</c>, <c>session</c>, <c>finding</c>.</summary>
    public required string Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>Who did it; empty for the worker or the server itself.</summary>
    public string Actor { get; init; } = "";
}
