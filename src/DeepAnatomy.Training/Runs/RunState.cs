namespace DeepAnatomy.Training.Runs;

/// <summary>How a run or session stands.</summary>
public enum RunState
{
    /// <summary>It goes on (or was killed).</summary>
    Running,

    /// <summary>Somebody stopped it; it can be resumed.</summary>
    Stopped,

    /// <summary>A limit was reached.</summary>
    Finished,

    /// <summary>It went wrong.</summary>
    Failed,
}
