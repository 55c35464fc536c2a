namespace DeepAnatomy.Server.Runs;

/// <summary>A run as the database keeps it.</summary>
sealed record RunEntry
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Notes { get; init; } = "";

    /// <summary>One tag a line.</summary>
    public string Tags { get; init; } = "";

    public string Owner { get; init; } = "";

    public RunState State { get; init; }

    public string Reason { get; init; } = "";

    public RunSource Source { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>The job of the present start; null when none is under way.</summary>
    public string? Job { get; init; }

    /// <summary>How often it was started here.</summary>
    public int Starts { get; init; }

    /// <summary>Memory its worker is given, in megabytes.</summary>
    public long MemoryMb { get; init; }

    /// <summary>Sessions whose end is settled; a later one says anew how the run stands.</summary>
    public int SessionsBefore { get; init; }

    /// <summary>Who ended the job at once; null when nobody did.</summary>
    public string? Ending { get; init; }

    /// <summary>Settings changed since it was made, one <c>path=value</c> a line.</summary>
    public string Changes { get; init; } = "";

    /// <summary>The run it was made from.</summary>
    public string? Origin { get; init; }

    /// <summary>The word its maker gave it, so that asking again makes no second one; null for none.</summary>
    public string? CreationKey { get; init; }

    /// <summary>Whether a process works on it or waits to.</summary>
    public bool IsUnderWay => Job is not null || State is RunState.Queued or RunState.Starting or RunState.Running or RunState.Stopping;
}
