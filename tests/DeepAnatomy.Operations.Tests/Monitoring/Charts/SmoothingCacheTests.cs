using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Tests.Monitoring.Charts;

public class SmoothingCacheTests
{
    static readonly SeriesQuery Smooth = new() { Smoothing = SmoothingKind.Exponential, Amount = 0.9 };

    [Fact]
    public void Of_a_curve_that_grows_only_the_longest_is_kept()
    {
        using var folder = new TemporaryFolder();
        var cache = new SmoothingCache(1 << 20);
        using var run = RunSeries.Open(folder.Path, new() { Smoothed = cache });
        for (long seq = 0; seq < 200; seq = run.Append(WriterProcess.LinesFrom(seq)).Seq)
        {
            _ = run.Query(["loss", "rate"], Smooth);
        }

        Assert.Equal(2 * 8 * 179, cache.Bytes);
        _ = run.Query(["loss"], Smooth);
        _ = run.Query(["loss"], Smooth);
        Assert.Equal(8 * (199 + 179), cache.Bytes);
        _ = run.Query(["loss"], Smooth with { Amount = 0.5 });
        Assert.Equal(8 * (199 + 199 + 179), cache.Bytes);
    }

    [Fact]
    public void All_stores_together_keep_within_the_bound_and_one_that_is_closed_keeps_nothing()
    {
        using var folder = new TemporaryFolder();
        var cache = new SmoothingCache(3 * 8 * 19);
        var runs = Enumerable.Range(0, 5).Select(n => RunSeries.Open(folder.File($"{n}"), new() { Smoothed = cache })).ToArray();
        foreach (var run in runs)
        {
            run.Append(WriterProcess.LinesFrom(0));
            Assert.Equal(run.Query(["loss"], Smooth).ToBytes(), run.Query(["loss"], Smooth).ToBytes());
        }

        Assert.Equal(3 * 8 * 19, cache.Bytes);
        // The last three of five are kept.
        foreach (var (run, left) in runs.Zip([3, 3, 2, 1, 0]))
        {
            run.Dispose();
            Assert.Equal(left * 8 * 19, cache.Bytes);
        }
    }
}
