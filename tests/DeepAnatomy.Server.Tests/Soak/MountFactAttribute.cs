using System.Diagnostics;

namespace DeepAnatomy.Server.Tests.Soak;

/// <summary>A test that mounts a file system of its own; skipped where that cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!CanMount())
        {
            Skip = "A file system of memory cannot be mounted here (unshare -m, mount; needs root).";
        }
    }

    static bool CanMount()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["-m", "sh", "-c", "mount -t tmpfs none /mnt && mount -o remount,ro /mnt"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
