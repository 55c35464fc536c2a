using DeepAnatomy.Bench.Monitoring;

namespace DeepAnatomy.Bench.Serving;

/// <summary>Zooming into three smoothed series of a run over HTTP, one request after the other: 95th percentile of 200 places.</summary>
sealed class ServerZoomBenchmark : IBenchmark
{
    const int Steps = 250_000;

    public string Name => "server-zoom";

    public string Work => "p95 of 200 zooms over HTTP, 3 smoothed series of 5 M points";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        using var folder = new SeriesFolder();
        using var server = ServerProcess.Start(folder.Path);
        var run = server.Register("long");
        server.SendAsync(run, TrainingLines.Batches(Steps)).GetAwaiter().GetResult();
        var chance = new Random(2);
        return ServerAsking.Of(server, 200, () => ServerAsking.Zoom(run, chance, Steps), 0.95, ChartAnswer.Total);
    }

    public Measurement? Peer() => null;
}
