using System.Diagnostics;
using DeepAnatomy.Bench.Monitoring;

namespace DeepAnatomy.Bench.Serving;

/// <summary>The first chart of a run that the server has not opened yet: its list of series, then all of them drawn and smoothed.</summary>
sealed class ServerFirstBenchmark : IBenchmark
{
    public string Name => "server-first";

    public string Work => "first chart over HTTP: 5 M points in 20 series, all smoothed";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        const int Runs = 5;
        using var folder = new SeriesFolder();
        var (small, run) = Filled(folder.Path);
        var seconds = new double[Runs];
        double result = 0, cpu = double.PositiveInfinity;
        long? peak = null;
        for (var n = 0; n < Runs; n++)
        {
            // A server that has drawn something else already.
            using var server = ServerProcess.Start(folder.Path);
            for (var warm = 0; warm < 40; warm++)
            {
                Draw(server, small);
            }

            var (start, before) = (Stopwatch.GetTimestamp(), server.CpuSeconds);
            var answer = Draw(server, run);
            seconds[n] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            (result, cpu, peak) = (ChartAnswer.Total(answer), Math.Min(cpu, server.CpuSeconds - before), Math.Max(peak ?? 0, server.PeakBytes ?? 0));
        }

        Array.Sort(seconds);
        return new(seconds[Runs / 2], seconds[0], Runs, result, PeakBytes: peak, CpuSeconds: cpu);
    }

    public Measurement? Peer() => null;

    static byte[] Draw(ServerProcess server, string run)
    {
        server.Get($"/api/runs/{run}/series");
        return server.Get(ServerAsking.FirstChart(run));
    }

    static (string Small, string Run) Filled(string workspace)
    {
        using var server = ServerProcess.Start(workspace);
        var (small, run) = (server.Register("small"), server.Register("long"));
        server.SendAsync(small, TrainingLines.Batches(10_000, isOver: true)).GetAwaiter().GetResult();
        server.SendAsync(run, TrainingLines.Batches(250_000, isOver: true)).GetAwaiter().GetResult();
        // A run that is over is brought into one file after some seconds.
        var series = Path.Combine(workspace, "runs", run, "series");
        var waited = Stopwatch.GetTimestamp();
        while ((Directory.GetFiles(series, "*.blsg").Length != 1 || new DirectoryInfo(series).EnumerateFiles("*.blsj").Any(file => file.Length > 1000)) && Stopwatch.GetElapsedTime(waited).TotalMinutes < 5)
        {
            Thread.Sleep(200);
        }

        server.Stop();
        return (small, run);
    }
}
