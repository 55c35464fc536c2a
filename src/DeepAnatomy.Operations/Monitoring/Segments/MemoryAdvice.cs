using System.Runtime.InteropServices;

namespace DeepAnatomy.Operations.Monitoring.Segments;

/// <summary>What the system is told of memory.</summary>
static unsafe partial class MemoryAdvice
{
    const int DontNeed = 4;

    /// <summary>Takes mapped pages of a file out of the process; a file is never changed by it.</summary>
    public static void Forget(byte* start, long length)
    {
        // Elsewhere the system finds out by itself.
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(start, (nuint)length, DontNeed);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* start, nuint length, int advice);
}
