using System.Diagnostics;
using DeepAnatomy.Bench.Monitoring;

namespace DeepAnatomy.Bench.Serving;

/// <summary>One server does it all: takes in 10 M points of two trainings while their curves are zoomed into, draws 100 M points, all series of a run, and the list. What counts is the peak of its memory.</summary>
sealed class ServerMemoryBenchmark : IBenchmark
{
    const int Steps = 250_000;

    public string Name => "server-memory";

    public string Work => "10 M points in while 300 charts out, 100 M points, list: memory";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        using var folder = new SeriesFolder();
        var huge = ServerHugeBenchmark.Written(folder.Path);
        var batches = TrainingLines.Batches(Steps);
        using var server = ServerProcess.Start(folder.Path);
        var start = Stopwatch.GetTimestamp();
        ServerListBenchmark.Fill(server, 50);
        var runs = new[] { server.Register("a"), server.Register("b") };
        var sending = Task.WhenAll(runs.Select(run => Task.Run(() => server.SendAsync(run, batches))));
        var (chance, asked) = (new Random(2), 0);
        while (!sending.IsCompleted || asked < 300)
        {
            server.Get(ServerAsking.Zoom(runs[asked % 2], chance, Steps));
            if (asked++ % 50 == 0)
            {
                server.Get(ServerAsking.FirstChart(runs[0]));
                server.Get($"/api/query?run={huge}&series=loss&columns=1600");
                server.Get("/api/runs?count=1000");
            }
        }

        sending.GetAwaiter().GetResult();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(seconds, seconds, 1, runs.Sum(server.Points), PeakBytes: server.PeakBytes, CpuSeconds: server.CpuSeconds);
    }

    public Measurement? Peer() => null;
}
