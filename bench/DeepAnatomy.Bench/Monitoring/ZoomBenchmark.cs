using System.Diagnostics;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Bench.Monitoring;

/// <summary>Zooming into three series of a run while it is open: 95th percentile of 200 places.</summary>
/// <param name="isSealed">Whether the points are in a segment; else partly still in memory.</param>
sealed class ZoomBenchmark(bool isSealed) : IBenchmark
{
    const int Steps = 250_000;
    static readonly string[] Shown = ["loss", "loss.dice", "gradient_norm"];

    public string Name => isSealed ? "series-zoom" : "series-zoom-live";

    public string Work => $"p95 of 200 zooms, 3 smoothed series of 5 M points{(isSealed ? "" : ", live")}";

    public string PeerName => "–";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        using var folder = new SeriesFolder();
        using var run = folder.Filled(Steps);
        if (isSealed)
        {
            run.Compact();
        }

        var chance = new Random(2);
        var seconds = new double[200];
        double result = 0;
        var cpu = Environment.CpuUsage.TotalTime;
        for (var n = -5; n < seconds.Length; n++)
        {
            var (a, b) = (chance.NextDouble() * Steps, chance.NextDouble() * Steps);
            var query = new SeriesQuery { From = Math.Min(a, b), To = Math.Max(a, b), Columns = 1600, Smoothing = SmoothingKind.Exponential, Amount = 0.98 };
            var start = Stopwatch.GetTimestamp();
            result += run.Query(Shown, query).ToBytes().Length;
            if (n >= 0)
            {
                seconds[n] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        Array.Sort(seconds);
        return new(seconds[189], seconds[0], seconds.Length, result, CpuSeconds: (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / seconds.Length);
    }

    public Measurement? Peer() => null;
}
