using System.Collections.Immutable;

namespace DeepAnatomy.Operations.Jobs;

/// <summary>A program that is to run in the background.</summary>
/// <param name="Id">Name of the job: letters, digits, dots, hyphens and underscores; never used twice.</param>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingFolder">Where it starts.</param>
public sealed record JobRequest(string Id, string Program, ImmutableArray<string> Arguments, string WorkingFolder)
{
    /// <summary>Processors it keeps busy, at least 1.</summary>
    public int Processors { get; init; } = 1;

    /// <summary>Memory it needs, in megabytes (2^20 bytes).</summary>
    public long MemoryMb { get; init; } = 1024;

    /// <summary>Variables it gets beside those of the process that starts it.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
