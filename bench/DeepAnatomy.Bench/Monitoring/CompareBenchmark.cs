using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Bench.Monitoring;

/// <summary>One metric of 100 runs in one chart.</summary>
sealed class CompareBenchmark : IBenchmark
{
    const int Runs = 100;
    const int Steps = 25_000;

    public string Name => "series-compare";

    public string Work => $"loss of {Runs} open runs, {Steps} steps each, 800 columns";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        using var folder = new SeriesFolder();
        var runs = Enumerable.Range(0, Runs).Select(n => Sealed(folder, n)).ToArray();
        ChartLine[] lines = [.. runs.Select((run, n) => new ChartLine($"{n}", run, "loss"))];
        try
        {
            return Measurement.Of(() => Chart.Of(lines, new() { Columns = 800 }).ToBytes(), bytes => bytes.Length);
        }
        finally
        {
            foreach (var run in runs)
            {
                run.Dispose();
            }
        }
    }

    public Measurement? Peer() => null;

    static RunSeries Sealed(SeriesFolder folder, int n)
    {
        var run = folder.Filled(Steps, $"run-{n}");
        run.Compact();
        return run;
    }
}
