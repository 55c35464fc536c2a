namespace DeepAnatomy.Operations.Jobs;

/// <summary>A job as its file says it.</summary>
/// <param name="Number">Place in the order of submission.</param>
/// <param name="Request">What was asked.</param>
sealed record StoredJob(long Number, JobRequest Request);
