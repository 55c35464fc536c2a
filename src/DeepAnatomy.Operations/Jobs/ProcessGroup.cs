using System.Runtime.InteropServices;

namespace DeepAnatomy.Operations.Jobs;

/// <summary>Signals to all processes of a group.</summary>
static partial class ProcessGroup
{
    const int Terminate = 15, Kill = 9;

    /// <summary>Asks all processes of the group to end.</summary>
    public static void Ask(int group) => Send(group, Terminate);

    /// <summary>Ends all processes of the group at once.</summary>
    public static void End(int group) => Send(group, Kill);

    static void Send(int group, int signal)
    {
        // Numbers 0 and 1 would mean all processes there are.
        if (group > 1)
        {
            _ = KillProcess(-group, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillProcess(int process, int signal);
}
