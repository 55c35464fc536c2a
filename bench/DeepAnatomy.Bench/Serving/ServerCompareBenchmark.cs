using DeepAnatomy.Bench.Monitoring;

namespace DeepAnatomy.Bench.Serving;

/// <summary>One metric of 100 runs in one chart over HTTP: median of 40.</summary>
sealed class ServerCompareBenchmark : IBenchmark
{
    const int Runs = 100;
    const int Steps = 25_000;
    const int LinesOfBatch = 8000;

    public string Name => "server-compare";

    public string Work => $"loss of {Runs} runs over HTTP, {Steps} steps each, 800 columns";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        using var folder = new SeriesFolder();
        using var server = ServerProcess.Start(folder.Path);
        var chance = new Random(5);
        var runs = Enumerable.Range(0, Runs).Select(n => server.Register($"run {n}")).ToArray();
        foreach (var run in runs)
        {
            server.SendAsync(run, LossLines.Batches(Enumerable.Range(0, Steps).Select(_ => chance.NextDouble()), LinesOfBatch)).GetAwaiter().GetResult();
        }

        var address = $"/api/query?series=loss&columns=800{string.Concat(runs.Select(run => $"&run={run}"))}";
        return ServerAsking.Of(server, 40, () => address, 0.5, ChartAnswer.Total);
    }

    public Measurement? Peer() => null;
}
