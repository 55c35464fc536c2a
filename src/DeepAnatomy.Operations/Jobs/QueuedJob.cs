using System.Diagnostics;

namespace DeepAnatomy.Operations.Jobs;

/// <summary>A job in the hands of the executor.</summary>
sealed class QueuedJob(StoredJob stored)
{
    public StoredJob Stored { get; } = stored;

    public JobRequest Request => Stored.Request;

    public JobStatus Status { get; set; } = new(stored.Request.Id, JobState.Queued);

    /// <summary>The process, once it is known beyond doubt.</summary>
    public ProcessStamp? Stamp { get; set; }

    /// <summary>A signal that is still to be sent.</summary>
    public Action<int>? Signal { get; set; }

    /// <summary>The process where this program started it; kept so that its end is collected.</summary>
    public Process? Child { get; set; }
}
