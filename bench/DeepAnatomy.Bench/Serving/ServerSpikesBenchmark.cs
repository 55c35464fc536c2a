using DeepAnatomy.Bench.Monitoring;

namespace DeepAnatomy.Bench.Serving;

/// <summary>50 spikes of one sample in 250,000 points, drawn in 1600 columns over HTTP: the result is how many are seen.</summary>
sealed class ServerSpikesBenchmark : IBenchmark
{
    public string Name => "server-spikes";

    public string Work => "50 one-sample spikes in 250 k points over HTTP, 1600 columns";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        using var folder = new SeriesFolder();
        using var server = ServerProcess.Start(folder.Path);
        var run = server.Register("spikes");
        server.SendAsync(run, LossLines.Batches(SpikesBenchmark.Values(), 8000)).GetAwaiter().GetResult();
        return ServerAsking.Of(server, 40, () => $"/api/query?run={run}&series=loss&columns=1600", 0.5, answer => ChartAnswer.FirstValues(answer).Count(SpikesBenchmark.IsSpike));
    }

    public Measurement? Peer() => null;
}
