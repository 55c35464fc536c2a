using System.Diagnostics;

namespace DeepAnatomy.Operations.Tests.Monitoring;

/// <summary>A test that needs a small disk of its own; skipped where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class FullDiskFactAttribute : FactAttribute
{
    public FullDiskFactAttribute()
    {
        if (!CanMount())
        {
            Skip = "A file system of memory cannot be mounted here (unshare -m, mount).";
        }
    }

    static bool CanMount()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["-m", "mount", "-t", "tmpfs", "-o", "size=100k", "none", "/mnt"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
