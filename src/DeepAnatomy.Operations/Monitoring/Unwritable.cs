namespace DeepAnatomy.Operations.Monitoring;

/// <summary>Errors of writing that say something of the place, and nothing of what lies there.</summary>
public static class Unwritable
{
    // Numbers of errors of Linux.
    const int NoSpace = 28, ReadOnly = 30, OverQuota = 122;

    /// <summary>Whether the disk is full or read-only, or nobody may write there: what is there can still be read.</summary>
    public static bool Is(Exception? error) => error is UnauthorizedAccessException || IsFull(error) || IsReadOnly(error);

    /// <summary>Whether there is no room.</summary>
    public static bool IsFull(Exception? error) => OperatingSystem.IsLinux() && error is IOException { HResult: NoSpace or OverQuota };

    /// <summary>Whether the file system takes no changes.</summary>
    public static bool IsReadOnly(Exception? error) => OperatingSystem.IsLinux() && error is IOException { HResult: ReadOnly };
}
