namespace DeepAnatomy.Server.Runs;

/// <summary>A finding that somebody has judged to be no problem.</summary>
sealed class FindingMute
{
    public required string RunId { get; init; }

    public required string Key { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset Time { get; init; }
}
