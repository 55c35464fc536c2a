using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Tests.Monitoring;

public class ConcurrencyTests
{
    [Fact]
    [Trait("Speed", "long")]
    public async Task Readers_see_whole_prefixes_while_one_writes_and_files_are_merged()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path, WriterProcess.Small);
        var isOver = false;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var (before, rounds) = (0, 0);
            while (!Volatile.Read(ref isOver) || rounds < 3)
            {
                before = ReadOnce(run, before);
                rounds++;
            }

            return rounds;
        })).Append(Task.Run(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                run.Compact();
                GC.Collect();
            }

            return 3;
        })).ToArray();
        for (var n = 0; n < 400; n++)
        {
            Assert.Null(run.Append(WriterProcess.LinesFrom(n * WriterProcess.StepsPerBatch)).Problem);
        }

        Volatile.Write(ref isOver, true);
        Assert.All(await Task.WhenAll(readers), rounds => Assert.True(rounds >= 3));
        Assert.Equal(399 + (400 * (WriterProcess.StepsPerBatch - 1)), run.Summary("loss")!.Points);
    }

    static int ReadOnce(RunSeries run, int before)
    {
        _ = run.Findings();
        if (run.Query(["loss"], new SeriesQuery { IsRaw = true }).Entries.SingleOrDefault() is not { } entry)
        {
            return before;
        }

        Assert.True(entry.X.Length >= before);
        for (var n = 0; n < entry.X.Length; n++)
        {
            Assert.Equal((n + 1.0, n + 1.0), (entry.X[n], entry.Y[n]));
        }

        return entry.X.Length;
    }
}
