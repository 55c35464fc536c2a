using System.Diagnostics;

namespace DeepAnatomy.Bench.Files;

/// <summary>The command line as a process of its own.</summary>
static class ProductProcess
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="peak">Raised to the largest resident memory that was seen, bytes.</param>
    /// <param name="arguments">The command with its arguments.</param>
    /// <returns>0.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code.</exception>
    public static int Run(ref long peak, params string[] arguments)
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "DeepAnatomy.Cli", "release", "deepanatomy"));
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEndAsync();
        while (!process.WaitForExit(50))
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
        }

        text.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? 0 : throw new InvalidOperationException($"{arguments[0]} ended with exit code {process.ExitCode}.");
    }
}
