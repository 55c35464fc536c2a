using System.Diagnostics;

namespace DeepAnatomy.Bench.Files;

/// <summary>The command line as a process of its own, and what it took.</summary>
sealed class ProductProcess
{
    /// <summary>Largest resident memory that was seen over all runs, bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Processor time of the last run over all threads.</summary>
    public double CpuSeconds { get; private set; }

    /// <summary>Runs a command to its end.</summary>
    /// <param name="arguments">The command with its arguments.</param>
    /// <returns>0.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code.</exception>
    public int Run(params string[] arguments)
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "DeepAnatomy.Cli", "release", "deepanatomy"));
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEndAsync();
        while (!process.WaitForExit(50))
        {
            process.Refresh();
            if (!process.HasExited)
            {
                PeakBytes = Math.Max(PeakBytes, process.PeakWorkingSet64);
                CpuSeconds = process.TotalProcessorTime.TotalSeconds;
            }
        }

        text.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? 0 : throw new InvalidOperationException($"{arguments[0]} ended with exit code {process.ExitCode}.");
    }
}
