namespace DeepAnatomy.Training.Runs;

/// <summary>One start or resume of a run.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Started">UTC, ISO 8601.</param>
/// <param name="StartIteration">Iterations that were over.</param>
/// <param name="Host">Where it ran.</param>
/// <param name="ConfigurationSha256">SHA-256 over all settings of this session.</param>
public sealed record RunSession(int Number, string Started, long StartIteration, RunHost Host, string ConfigurationSha256)
{
    /// <summary>When it ended; null while it runs, or when it was killed.</summary>
    public string? Ended { get; init; }

    /// <summary>Iterations that were over at its end.</summary>
    public long? EndIteration { get; init; }

    /// <summary>How it ended.</summary>
    public RunState State { get; init; } = RunState.Running;

    /// <summary>Why.</summary>
    public string Reason { get; init; } = "";
}
