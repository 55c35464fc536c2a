using System.Diagnostics;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Tests.Monitoring;

/// <summary>Where nothing can be written: what is there is read, and what comes is refused until it can be kept.</summary>
public class UnwritableTests
{
    static readonly SeriesOptions Reading = new() { IsReadOnly = true };

    [Fact]
    public void Reading_makes_and_repairs_nothing_and_passes_over_what_is_torn()
    {
        using var folder = new TemporaryFolder();
        using (var run = RunSeries.Open(folder.Path, WriterProcess.Small))
        {
            for (long seq = 0; seq < 1000; seq = run.Append(WriterProcess.LinesFrom(seq)).Seq)
            {
            }
        }

        var journal = Directory.GetFiles(folder.Path, "*.blsj").Single();
        Assert.NotEmpty(Directory.GetFiles(folder.Path, "*.blsg"));
        File.Delete(folder.File("in-use.lock"));
        // The machine failed while the last batch was written.
        File.WriteAllBytes(journal, File.ReadAllBytes(journal)[..^7]);
        var before = Content(folder.Path);
        using (var run = RunSeries.Open(folder.Path, Reading))
        {
            AssertWhole(run, 1000 - WriterProcess.StepsPerBatch);
            Assert.Throws<InvalidOperationException>(run.Compact);
            Assert.Throws<InvalidOperationException>(run.Spill);
            run.Tidy();
            run.Flush();
            Assert.Equal(LineProblemKind.NotWritable, run.Append(WriterProcess.LinesFrom(1000 - WriterProcess.StepsPerBatch)).Problem!.Kind);
            AssertWhole(run, 1000 - WriterProcess.StepsPerBatch);
        }

        Assert.Equal(before, Content(folder.Path));
        using var again = RunSeries.Open(folder.Path);
        AssertWhole(again, 1000 - WriterProcess.StepsPerBatch);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, -1)]
    [InlineData(true, 0)]
    [InlineData(true, 5)]
    public void Where_nothing_was_written_yet_there_is_nothing_to_read(bool isThere, int bytesOfJournal)
    {
        using var folder = new TemporaryFolder();
        var series = folder.File("series");
        if (isThere)
        {
            Directory.CreateDirectory(series);
        }

        if (isThere && bytesOfJournal >= 0)
        {
            File.WriteAllBytes(Path.Combine(series, "journal-000001.blsj"), "BLSJ\u0001\0\0\0"u8[..bytesOfJournal].ToArray());
        }

        using var run = RunSeries.Open(series, Reading);
        Assert.Empty(run.Names);
        Assert.Empty(run.Sessions);
        Assert.Equal(isThere, Directory.Exists(series));
    }

    [FreezeFact]
    public void Points_that_cannot_be_written_while_the_series_are_open_are_refused_and_none_is_lost_when_they_can()
    {
        using var folder = new FreezingFolder();
        long seq = 0;
        using (var run = RunSeries.Open(folder.Path, WriterProcess.Small))
        {
            // Far enough that files of every kind are there.
            while (seq < 1200)
            {
                seq = run.Append(WriterProcess.LinesFrom(seq)).Seq;
            }

            for (var time = 0; time < 3; time++)
            {
                folder.Freeze();
                for (var n = 0; n < 5; n++)
                {
                    var answer = run.Append(WriterProcess.LinesFrom(seq));
                    Assert.Equal((LineProblemKind.NotWritable, seq, 0), (answer.Problem!.Kind, answer.Seq, answer.Accepted));
                    Assert.Contains("cannot be written", answer.Problem.Text);
                    Assert.False(run.State.IsWritable);
                    Assert.NotEmpty(run.State.Reason);
                    run.Flush();
                    AssertWhole(run, seq);
                }

                folder.Thaw();
                // A sender that has not heard of anything sends the last batch again.
                Assert.Equal(seq, run.Append(WriterProcess.LinesFrom(seq - WriterProcess.StepsPerBatch)).Seq);
                for (var n = 0; n < 60; n++)
                {
                    var answer = run.Append(WriterProcess.LinesFrom(seq));
                    Assert.Null(answer.Problem);
                    Assert.True(run.State.IsWritable, run.State.Reason);
                    seq = answer.Seq;
                }

                AssertWhole(run, seq);
            }
        }

        using var again = RunSeries.Open(folder.Path);
        AssertWhole(again, seq);
    }

    [FreezeFact]
    public void Points_go_on_while_no_new_file_can_be_made_and_are_brought_into_one_afterwards()
    {
        using var folder = new FreezingFolder();
        long seq = 0;
        using (var run = RunSeries.Open(folder.Path, WriterProcess.Small))
        {
            run.Append(WriterProcess.LinesFrom(0));
            folder.FreezeNames();
            while (seq < 2000)
            {
                var answer = run.Append(WriterProcess.LinesFrom(seq));
                Assert.Null(answer.Problem);
                seq = answer.Seq;
            }

            Assert.True(run.LivePoints > 2 * WriterProcess.Small.LivePoints);
            Assert.ThrowsAny<Exception>(run.Spill);
            AssertWhole(run, seq);
            folder.Thaw();
            run.Spill();
            Assert.Equal(0, run.LivePoints);
            AssertWhole(run, seq);
        }

        using var again = RunSeries.Open(folder.Path);
        AssertWhole(again, seq);
    }

    static void AssertWhole(RunSeries run, long kept)
    {
        Assert.Equal(kept, run.Sessions.Single().Acknowledged);
        var entry = run.Query(["loss"], new SeriesQuery { IsRaw = true }).Entries.Single();
        Assert.Equal(Enumerable.Range(1, (int)kept - 1).Select(step => (double)step), entry.X);
        Assert.Equal(entry.X, entry.Y);
    }

    static string[] Content(string folder) => [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(path => $"{Path.GetFileName(path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}")];

    /// <summary>A folder on a real disk whose files can be made unchangeable, also for those who have them open.</summary>
    sealed class FreezingFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("series-").FullName;

        public void Freeze() => Run("-R", "+i", Path);

        /// <summary>Files may be written, but none be made, renamed or deleted.</summary>
        public void FreezeNames() => Run("+i", Path);

        public void Thaw() => Run("-R", "-i", Path);

        public void Dispose()
        {
            Thaw();
            Directory.Delete(Path, recursive: true);
        }

        static void Run(params string[] arguments)
        {
            using var process = Process.Start("chattr", arguments);
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
    }
}
