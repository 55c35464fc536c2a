namespace DeepAnatomy.Operations.Jobs;

/// <summary>How a job stands.</summary>
public enum JobState
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its process is over, or it was withdrawn before it began.</summary>
    Ended,
}
