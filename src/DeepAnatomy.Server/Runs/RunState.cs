namespace DeepAnatomy.Server.Runs;

/// <summary>How a run stands.</summary>
enum RunState
{
    /// <summary>Made, but not started.</summary>
    Created,

    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>The worker checks and prepares data.</summary>
    Starting,

    /// <summary>It trains.</summary>
    Running,

    /// <summary>It was asked to stop after a checkpoint.</summary>
    Stopping,

    /// <summary>Somebody stopped it; it can be resumed.</summary>
    Stopped,

    /// <summary>A limit was reached.</summary>
    Finished,

    /// <summary>It went wrong.</summary>
    Failed,

    /// <summary>The worker vanished without a word; it can be resumed from its last checkpoint.</summary>
    Lost,
}
