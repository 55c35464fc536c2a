using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Bench.Monitoring;

/// <summary>Opening a run that has ended and drawing all its series, smoothed too.</summary>
sealed class FirstChartBenchmark : IBenchmark
{
    public string Name => "series-first";

    public string Work => "opening 5 M points in 20 series, all drawn and smoothed";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        using var folder = new SeriesFolder();
        using (var run = folder.Filled(250_000))
        {
            run.Compact();
        }

        return Measurement.Of(() => Draw(Path.Combine(folder.Path, "run")), count => count) with { PeakBytes = MemoryAbove.Of(() => Draw(Path.Combine(folder.Path, "run"))) };
    }

    public Measurement? Peer() => null;

    static double Draw(string path)
    {
        using var run = RunSeries.Open(path);
        return run.Query(TrainingLines.Names, new() { Smoothing = SmoothingKind.Exponential, Amount = 0.98 }).ToBytes().Length > 0 ? run.Summary("loss")!.Points : 0;
    }
}
