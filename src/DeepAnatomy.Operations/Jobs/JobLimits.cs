namespace DeepAnatomy.Operations.Jobs;

/// <summary>What all jobs that run at the same time may use together.</summary>
/// <param name="Count">Number of jobs, at least 1.</param>
/// <param name="Processors">Processors, at least 1.</param>
/// <param name="MemoryMb">Memory in megabytes (2^20 bytes).</param>
public sealed record JobLimits(int Count, int Processors, long MemoryMb);
