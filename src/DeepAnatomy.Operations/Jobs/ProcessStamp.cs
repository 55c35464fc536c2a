using System.Globalization;

namespace DeepAnatomy.Operations.Jobs;

/// <summary>A process that cannot be mistaken for a later one of the same number: number, start in clock ticks since boot, and the boot.</summary>
readonly record struct ProcessStamp(int Process, long StartTicks, string Boot)
{
    const int FieldsBeforeStart = 19;

    /// <summary>Reads one line as in <c>/proc/PID/stat</c>.</summary>
    public static ProcessStamp? Parse(string line, string boot)
    {
        // The name stands in parentheses and may hold blanks and parentheses of its own.
        var (open, close) = (line.IndexOf('(', StringComparison.Ordinal), line.LastIndexOf(')'));
        if (open < 2 || close < open || !int.TryParse(line.AsSpan(0, open).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var process))
        {
            return null;
        }

        var fields = line[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > FieldsBeforeStart && long.TryParse(fields[FieldsBeforeStart], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? new(process, ticks, boot) : null;
    }

    /// <summary>Whether this very process runs; one that is over but not yet collected does not.</summary>
    public bool IsAlive() => Present() is { } line && Parse(line, CurrentBoot()) == this && line[(line.LastIndexOf(')') + 1)..].TrimStart() is [not ('Z' or 'X'), ..];

    /// <summary>Whether the number belongs to another process now.</summary>
    public bool IsReplaced() => Present() is { } line && Parse(line, CurrentBoot()) != this;

    /// <summary>Identity of the present boot of the machine.</summary>
    public static string CurrentBoot() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    string? Present()
    {
        try
        {
            return File.ReadAllText($"/proc/{Process}/stat");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
