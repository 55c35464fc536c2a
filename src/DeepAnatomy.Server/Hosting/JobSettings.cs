namespace DeepAnatomy.Server.Hosting;

/// <summary>Limits of all jobs together; what is null follows the machine.</summary>
sealed record JobSettings
{
    /// <summary>Jobs at the same time.</summary>
    public int? Count { get; init; }

    /// <summary>Processors.</summary>
    public int? Processors { get; init; }

    /// <summary>Memory in megabytes.</summary>
    public long? MemoryMb { get; init; }
}
