namespace DeepAnatomy.Operations.Monitoring;

/// <summary>A folder or file of series that cannot be used: says which one, why, and what the user can do.</summary>
public sealed class UnusableSeriesException : IOException
{
    /// <summary>Creates the error.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="reason">What is wrong, one sentence without a full stop.</param>
    /// <param name="remedy">What the user can do, one sentence without a full stop.</param>
    /// <param name="inner">The cause.</param>
    public UnusableSeriesException(string path, string reason, string remedy, Exception? inner = null)
        : base($"{path}: {reason}. {remedy}.", inner) => (Path, Reason, Remedy) = (path, reason, remedy);

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>Whether they may still be opened for reading: only writing was refused.</summary>
    public bool IsReadable => Unwritable.Is(InnerException);

    /// <summary>What is wrong.</summary>
    public string Reason { get; }

    /// <summary>What the user can do.</summary>
    public string Remedy { get; }
}
