using System.Diagnostics;

namespace DeepAnatomy.Bench.Files;

/// <summary>The whole command <c>quantify</c> without labels, from a compressed file to the report, as a process of its own.</summary>
sealed class QuantifyBenchmark : IBenchmark
{
    public string Name => "quantify";

    public string Work => "quantify without labels, whole process, 512×512×300";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "DeepAnatomy.Cli", "release", "deepanatomy"));
        long peak = 0;
        return Measurement.Of(() => Run(program, ref peak), code => code, runs: 3) with { PeakBytes = peak };
    }

    public Measurement? Peer() => null;

    static int Run(string program, ref long peak)
    {
        var output = Scan.Shared.Temporary("quantified");
        using var process = Process.Start(new ProcessStartInfo(program, ["quantify", Scan.Shared.NiftiPath, "--out", output, "--sex", "m", "--age", "60", "--height-m", "1.76"]) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEndAsync();
        while (!process.WaitForExit(50))
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
        }

        text.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? 0 : throw new InvalidOperationException($"quantify ended with exit code {process.ExitCode}.");
    }
}
