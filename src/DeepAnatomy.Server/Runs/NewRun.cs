namespace DeepAnatomy.Server.Runs;

/// <summary>A run that is to be made.</summary>
sealed record NewRun(string Name, string Notes, string[] Tags, string Configuration, string? Architecture)
{
    /// <summary>The run it is made from.</summary>
    public string? Origin { get; init; }

    /// <summary>A word by which the same maker gets the same run again; null for none.</summary>
    public string? CreationKey { get; init; }

    /// <summary>Whether its worker is elsewhere and sends lines.</summary>
    public bool IsRemote { get; init; }

    /// <summary>Memory the worker is given, in megabytes; null for what its dry run found, or the usual.</summary>
    public long? MemoryMb { get; init; }
}
