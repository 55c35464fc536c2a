using System.Diagnostics;

namespace DeepAnatomy.Operations.Jobs;

/// <summary>Starts the process of a job so that it outlives the one that starts it.</summary>
static class JobLauncher
{
    // The shell leads a session of its own, so no terminal and no end of the starter reaches it. It writes who it is before the program
    // begins and the exit code after: both can be read by whoever comes later. Signals to the group reach the program; the shell waits for it.
    // It gives the output of its starter back at once: who reads that must not wait for a job of days.
    const string Wrapper = """
        base=$1; shift
        exec </dev/null >>"$base.log" 2>&1
        { read -r line </proc/$$/stat; printf '%s\n' "$line"; read -r boot </proc/sys/kernel/random/boot_id; printf '%s\n' "$boot"; } >"$base.process.tmp"
        mv -f "$base.process.tmp" "$base.process" || exit 126
        trap : TERM INT HUP
        "$@"
        code=$?
        printf '%s\n' "$code" >"$base.exit.tmp"
        mv -f "$base.exit.tmp" "$base.exit"
        """;

    /// <summary>Starts it.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The machine has no <c>setsid</c>.</exception>
    public static Process Start(JobRequest request, string files)
    {
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = request.WorkingFolder, UseShellExecute = false };
        foreach (var argument in new[] { "sh", "-c", Wrapper, "deepanatomy-job", files, request.Program }.Concat(request.Arguments))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in request.Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
