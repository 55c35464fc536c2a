using DeepAnatomy.Bench.Monitoring;

namespace DeepAnatomy.Bench.Serving;

/// <summary>One series of 100 M points as a whole over HTTP.</summary>
sealed class ServerHugeBenchmark : IBenchmark
{
    public string Name => "server-huge";

    public string Work => "one series of 100 M points over HTTP, 1600 columns";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        using var folder = new SeriesFolder();
        var run = Written(folder.Path);
        using var server = ServerProcess.Start(folder.Path);
        return ServerAsking.Of(server, 20, () => $"/api/query?run={run}&series=loss&columns=1600", 0.5, ChartAnswer.Total);
    }

    public Measurement? Peer() => null;

    /// <summary>Makes a run with such a series, while no server works on the workspace.</summary>
    public static string Written(string workspace)
    {
        string run;
        using (var server = ServerProcess.Start(workspace))
        {
            run = server.Register("huge");
            server.Stop();
        }

        var series = Directory.CreateDirectory(Path.Combine(workspace, "runs", run, "series"));
        HugeSeries.Write(series.FullName);
        return run;
    }
}
