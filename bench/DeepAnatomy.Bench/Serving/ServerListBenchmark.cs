using System.Text.Json.Nodes;
using DeepAnatomy.Bench.Monitoring;

namespace DeepAnatomy.Bench.Serving;

/// <summary>The whole list of 1,000 runs with their small curves: 95th percentile of 100.</summary>
sealed class ServerListBenchmark : IBenchmark
{
    const int Runs = 1000;

    public string Name => "server-list";

    public string Work => $"p95 of 100 lists of {Runs} runs over HTTP";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        using var folder = new SeriesFolder();
        using (var first = ServerProcess.Start(folder.Path))
        {
            Fill(first, Runs);
            // The list is made from what is written down of each run, as after every start.
            first.Stop();
        }

        using var server = ServerProcess.Start(folder.Path);
        return ServerAsking.Of(server, 100, () => $"/api/runs?count={Runs}", 0.95, answer => JsonNode.Parse(answer)!["runs"]!.AsArray().Count(run => run!["sparkline"]!.AsArray().Count > 0));
    }

    public Measurement? Peer() => null;

    /// <summary>Makes runs that are over.</summary>
    public static void Fill(ServerProcess server, int runs)
    {
        var batches = TrainingLines.Batches(60, isOver: true);
        for (var n = 0; n < runs; n++)
        {
            server.SendAsync(server.Register($"run {n}"), batches).GetAwaiter().GetResult();
        }
    }
}
