using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace DeepAnatomy.Bench;

/// <summary>A peer script that works once for every line it is sent, so that runs of product and peer take turns and both see the same machine.</summary>
sealed class InteractivePeer : IDisposable
{
    const int NotInstalled = 3;
    readonly Process process;
    readonly List<double> seconds = [];

    InteractivePeer(Process process) => this.process = process;

    /// <summary>Starts <c>bench/peers/SCRIPT ARGUMENTS…</c>; null where there is no Python.</summary>
    public static InteractivePeer? Start(string script, params string[] arguments) => PythonPeer.IsThere
        ? new(Process.Start(new ProcessStartInfo(PythonPeer.Python, [Path.Combine(PythonPeer.Folder(), script), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!)
        : null;

    /// <summary>Works once; false when the peer is not installed.</summary>
    public bool Work()
    {
        try
        {
            process.StandardInput.WriteLine();
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            return false;
        }

        if (process.StandardOutput.ReadLine() is not { } line)
        {
            return false;
        }

        seconds.Add(double.Parse(line, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>Ends the peer and says what it measured; null when it is not installed.</summary>
    public Measurement? Finish()
    {
        process.StandardInput.Close();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == NotInstalled)
        {
            return null;
        }

        using var document = process.ExitCode == 0 ? JsonDocument.Parse(answer) : throw new InvalidOperationException($"The peer ended with exit code {process.ExitCode}.");
        seconds.Sort();
        return new(seconds[seconds.Count / 2], seconds[0], seconds.Count, document.RootElement.GetProperty("result").GetDouble(), document.RootElement.GetProperty("version").GetString());
    }

    public void Dispose() => process.Dispose();
}
