using System.Diagnostics;
using Xunit;

namespace DeepAnatomy.Tests;

/// <summary>What can be done to disks here.</summary>
static class Disks
{
    /// <summary>Runs a script in mounts of its own, where that may be.</summary>
    /// <returns>Whether it succeeded.</returns>
    public static bool Can(string script) => Succeeds("unshare", "-m", "sh", "-c", script);

    /// <summary>Runs a program.</summary>
    /// <returns>Whether it is there and succeeded.</returns>
    public static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that mounts a file system of its own; skipped where that cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!Disks.Can("mount -t tmpfs -o size=100k none /mnt && mount -o remount,ro /mnt"))
        {
            Skip = "A file system of memory cannot be mounted here (unshare -m, mount; needs root).";
        }
    }
}

/// <summary>A test with a disk that fails while it is used: the kernel is told so (<c>trigger_fs_error</c> of ext4) and lets nobody write any more.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class FailingDiskFactAttribute : FactAttribute
{
    public FailingDiskFactAttribute()
    {
        if (!Disks.Can("dd if=/dev/zero of=\"$0.disk\" bs=1M count=4 && mkfs.ext4 -q -O ^has_journal \"$0.disk\" && mount -o loop \"$0.disk\" /mnt && ls /sys/fs/ext4/loop*/trigger_fs_error; code=$?; umount /mnt; rm -f \"$0.disk\"; exit $code".Replace("$0", $"{Path.GetTempPath()}deepanatomy-{Environment.ProcessId}", StringComparison.Ordinal)))
        {
            Skip = "A disk of ext4 that fails cannot be made here (mkfs.ext4, mount -o loop; needs root).";
        }
    }
}

/// <summary>A test that forbids to change files that are open (<c>chattr +i</c>); skipped where that cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class FreezeFactAttribute : FactAttribute
{
    public FreezeFactAttribute()
    {
        var file = Path.Combine(Path.GetTempPath(), $"deepanatomy-{Environment.ProcessId}.freeze");
        if (!Disks.Succeeds("sh", "-c", $"exec 9>{file}; chattr +i {file} && ! (echo x >&9); code=$?; chattr -i {file}; rm -f {file}; exit $code"))
        {
            Skip = "Files cannot be frozen here (chattr +i on the disk of temporary files; needs root).";
        }
    }
}
