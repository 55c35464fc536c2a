namespace DeepAnatomy.Operations.Jobs;

/// <summary>How a job stands now.</summary>
/// <param name="Id">Name of the job.</param>
/// <param name="State">The state.</param>
public sealed record JobStatus(string Id, JobState State)
{
    /// <summary>Why a queued job waits; else empty.</summary>
    public string Waits { get; init; } = "";

    /// <summary>Jobs before it in the queue.</summary>
    public int Ahead { get; init; }

    /// <summary>Number of the process, which leads its own group; null before it began.</summary>
    public int? Process { get; init; }

    /// <summary>Exit code; null while it runs, or when the process vanished without one (killed with all its group, or the machine went down).</summary>
    public int? ExitCode { get; init; }
}
