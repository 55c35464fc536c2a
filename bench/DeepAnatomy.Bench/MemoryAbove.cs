using System.Globalization;

namespace DeepAnatomy.Bench;

/// <summary>How much memory work takes beyond what is there before it: the peak of the process' resident memory, as Linux counts it.</summary>
static class MemoryAbove
{
    const string Clear = "/proc/self/clear_refs";
    const string Status = "/proc/self/status";

    /// <returns>Bytes; null where the system does not tell.</returns>
    public static long? Of<T>(Func<T> work)
    {
        if (!File.Exists(Clear))
        {
            return null;
        }

        // What earlier work left is given back first; else the work would find its memory ready.
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var before = Kilobytes("VmRSS:");
        File.WriteAllText(Clear, "5");
        GC.KeepAlive(work());
        return (Kilobytes("VmHWM:") - before) * 1024;
    }

    static long Kilobytes(string name) =>
        long.Parse(File.ReadLines(Status).First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
