using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Bench.Monitoring;

/// <summary>One series of 100 M points, drawn as a whole.</summary>
/// <param name="smoothing">How.</param>
sealed class HugeSeriesBenchmark(SmoothingKind smoothing) : IBenchmark
{
    public string Name => smoothing == SmoothingKind.None ? "series-huge" : "series-huge-smooth";

    public string Work => $"one series of 100 M points, 1600 columns{(smoothing == SmoothingKind.None ? "" : ", smoothed")}";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        using var folder = new SeriesFolder();
        HugeSeries.Write(folder.Path);
        using var run = RunSeries.Open(folder.Path);
        var query = new SeriesQuery { Smoothing = smoothing, Amount = smoothing == SmoothingKind.None ? 0 : 0.99 };
        return Measurement.Of(() => run.Query(["loss"], query), answer => answer.Entries[0].Total) with { PeakBytes = MemoryAbove.Of(() => run.Query(["loss"], query)) };
    }

    public Measurement? Peer() => null;
}
