using CsCheck;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Tests.Monitoring;

public class CrashTests
{
    [Fact]
    [Trait("Speed", "long")]
    public void Every_acknowledged_point_is_there_once_after_the_writer_is_killed_at_any_moment()
    {
        using var folder = new TemporaryFolder();
        long acknowledged = 0;
        var chance = new Random(5);
        for (var round = 0; round < 12; round++)
        {
            acknowledged = Math.Max(acknowledged, WriteAndKill(folder.Path, TimeSpan.FromMilliseconds(chance.Next(1, 120))));
            using var run = RunSeries.Open(folder.Path, WriterProcess.Small);
            var kept = run.Sessions.FirstOrDefault()?.Acknowledged ?? 0;
            Assert.True(kept >= acknowledged, $"{acknowledged} lines were acknowledged, {kept} are there");
            AssertWhole(run, kept);
        }

        Assert.True(acknowledged > 1000, "the writer did not get far enough for this test to mean something");
    }

    [Fact]
    [Trait("Speed", "long")]
    public void A_journal_torn_at_any_byte_keeps_all_whole_batches_and_goes_on()
    {
        using var source = new TemporaryFolder();
        List<(long Length, long Seq)> ends = [];
        var path = source.File("journal-000001.blsj");
        using (var run = RunSeries.Open(source.Path))
        {
            for (var batch = 0; batch < 3; batch++)
            {
                var seq = run.Append(WriterProcess.LinesFrom(batch * WriterProcess.StepsPerBatch)).Seq;
                ends.Add((new FileInfo(path).Length, seq));
            }
        }

        var whole = File.ReadAllBytes(path);
        for (var length = 0; length <= whole.Length; length++)
        {
            using var folder = new TemporaryFolder();
            File.WriteAllBytes(folder.File("journal-000001.blsj"), whole[..length]);
            using var run = RunSeries.Open(folder.Path);
            var kept = ends.LastOrDefault(end => end.Length <= length).Seq;
            Assert.Equal(kept, run.Sessions.FirstOrDefault()?.Acknowledged ?? 0);
            Assert.Equal(kept + WriterProcess.StepsPerBatch, run.Append(WriterProcess.LinesFrom(kept)).Seq);
        }
    }

    [Fact]
    public void A_damaged_byte_is_noticed_and_never_read_as_a_point()
    {
        using var source = new TemporaryFolder();
        using (var run = RunSeries.Open(source.Path))
        {
            run.Append(WriterProcess.LinesFrom(0));
            run.Append(WriterProcess.LinesFrom(WriterProcess.StepsPerBatch));
        }

        var whole = File.ReadAllBytes(source.File("journal-000001.blsj"));
        Gen.Select(Gen.Int[8, whole.Length - 1], Gen.Int[1, 255]).Sample((at, flip) =>
        {
            using var folder = new TemporaryFolder();
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= (byte)flip;
            File.WriteAllBytes(folder.File("journal-000001.blsj"), damaged);
            using var run = RunSeries.Open(folder.Path);
            var kept = run.Sessions.FirstOrDefault()?.Acknowledged ?? 0;
            Assert.Contains(kept, new long[] { 0, WriterProcess.StepsPerBatch });
            AssertWhole(run, kept);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void A_damaged_segment_is_refused_or_its_points_are_left_where_they_are()
    {
        using var folder = new TemporaryFolder();
        using (var run = RunSeries.Open(folder.Path))
        {
            run.Append(WriterProcess.LinesFrom(0));
            run.Compact();
        }

        var path = Directory.GetFiles(folder.Path, "*.blsg").Single();
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..^3]);
        Assert.Contains("damaged", Assert.Throws<UnusableSeriesException>(() => RunSeries.Open(folder.Path)).Message);
        whole[^30] ^= 1;
        File.WriteAllBytes(path, whole);
        Assert.Contains("sum", Assert.Throws<UnusableSeriesException>(() => RunSeries.Open(folder.Path)).Message);
        whole[^30] ^= 1;
        File.WriteAllBytes(path, whole);
        RunSeries.Open(folder.Path).Dispose();
    }

    [Fact]
    public void A_store_is_open_for_writing_only_once()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        Assert.Contains("other server", Assert.Throws<UnusableSeriesException>(() => RunSeries.Open(folder.Path)).Message);
        run.Append(WriterProcess.LinesFrom(0));
        using var reader = RunSeries.Open(folder.Path, new() { IsReadOnly = true });
        AssertWhole(reader, WriterProcess.StepsPerBatch);
        Assert.Equal(LineProblemKind.NotWritable, reader.Append(WriterProcess.LinesFrom(20)).Problem!.Kind);
    }

    [MountFact]
    public void A_full_disk_is_said_and_nothing_is_lost_when_there_is_room_again()
    {
        using var folder = new TemporaryFolder();
        const string Script = "mount -t tmpfs -o size=600k none \"$1\" && dd if=/dev/zero of=\"$1/room\" bs=1k count=300 2>/dev/null && mkdir \"$1/series\" && shift && exec \"$@\"";
        using var writer = WriterProcess.Start(["fill", folder.File("series")], "unshare", "-m", "sh", "-c", Script, "sh", folder.Path);
        var said = writer.StandardOutput.ReadToEnd() + writer.StandardError.ReadToEnd();
        writer.WaitForExit();
        Assert.True(writer.ExitCode == 0, $"exit code {writer.ExitCode}: {said}");
        var numbers = said.Split(' ').Select(long.Parse).ToArray();
        Assert.Equal([numbers[0], numbers[0], numbers[0] - 1, numbers[0] - 1], numbers);
    }

    static long WriteAndKill(string folder, TimeSpan after)
    {
        using var writer = WriterProcess.Start(["write", folder, "100000"]);
        var last = long.Parse(writer.StandardOutput.ReadLine()!);
        using var killing = new Timer(_ => writer.Kill(), null, after, Timeout.InfiniteTimeSpan);
        while (writer.StandardOutput.ReadLine() is { } line)
        {
            // The last line may be torn as well.
            last = long.TryParse(line, out var seq) && seq > last && seq < last + (2 * WriterProcess.StepsPerBatch) ? seq : last;
        }

        writer.WaitForExit();
        Assert.NotEqual(0, writer.ExitCode);
        return last;
    }

    static void AssertWhole(RunSeries run, long kept)
    {
        if (kept < 2)
        {
            return;
        }

        var entry = run.Query(["loss"], new SeriesQuery { IsRaw = true }).Entries.Single();
        Assert.Equal(kept - 1, entry.X.Length);
        for (var n = 0; n < entry.X.Length; n++)
        {
            Assert.Equal((n + 1.0, n + 1.0), (entry.X[n], entry.Y[n]));
        }
    }
}
