using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Tests.Monitoring;

public class RunSeriesTests
{
    static readonly SeriesQuery Everything = new() { IsRaw = true };

    [Fact]
    public void Points_come_back_at_full_precision_with_their_steps()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var answer = run.Append(new ProtocolLines().Begin().Points(1, ("loss", 0.1)).Points(2, ("loss", double.BitIncrement(0.1)), ("rate", 1e-300)).Bytes);

        Assert.Equal(new Acknowledgement(1, 3, 3, 0), answer);
        Assert.Equal(["loss", "rate"], run.Names.AsEnumerable());
        var entry = Assert.Single(run.Query(["loss"], Everything).Entries);
        Assert.Equal([1.0, 2.0], entry.X);
        Assert.Equal([0.1, double.BitIncrement(0.1)], entry.Y);
        Assert.Equal(1e-300, run.Summary("rate")!.LastValue);
    }

    [Fact]
    public void A_batch_that_is_sent_twice_counts_once()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var lines = new ProtocolLines().Begin().Points(1, ("loss", 1)).Bytes;
        run.Append(lines);
        Assert.Equal(new Acknowledgement(1, 2, 0, 2), run.Append(lines));
        Assert.Equal(1, run.Summary("loss")!.Kept);
    }

    [Fact]
    public void A_gap_is_answered_with_what_is_there()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var answer = run.Append(new ProtocolLines().Begin().Points(1, ("loss", 1)).Skip(3).Points(5, ("loss", 1)).Bytes);
        Assert.Equal((1, 2L, 2), (answer.Session, answer.Seq, answer.Accepted));
        Assert.Equal(LineProblemKind.Gap, answer.Problem!.Kind);
    }

    [Theory]
    [InlineData("""{"seq":2,"session":1,"kind":"points","time":"2026-11-25T21:29:31.430Z","step":1}x""", "JSON")]
    [InlineData("""{"seq":2,"session":1,"kind":"points","time":"2026-11-25T21:29:31.430Z","values":{}}""", "step")]
    [InlineData("""{"seq":2,"session":1,"kind":"points","time":"yesterday","step":1,"values":{}}""", "time")]
    [InlineData("""{"seq":2,"session":1,"kind":"points","time":"2026-11-25T21:29:31.430Z","step":-1,"values":{}}""", "step")]
    [InlineData("""{"seq":2,"session":1,"kind":"points","time":"2026-11-25T21:29:31.430Z","step":1,"values":{"a":"b"}}""", "\"a\"")]
    [InlineData("""{"seq":2,"session":1,"kind":"points","time":"2026-11-25T21:29:31.430Z","step":1,"values":[1]}""", "values")]
    [InlineData("""{"seq":2,"session":2,"kind":"points","time":"2026-11-25T21:29:31.430Z","step":1,"values":{}}""", "session 2")]
    [InlineData("[]", "object")]
    [InlineData("{", "JSON")]
    public void A_line_that_breaks_the_protocol_is_refused_and_those_before_it_are_kept(string line, string said)
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        byte[] batch = [.. new ProtocolLines().Begin().Bytes, .. System.Text.Encoding.UTF8.GetBytes(line)];
        var answer = run.Append(batch);
        Assert.Equal((1L, 1), (answer.Seq, answer.Accepted));
        Assert.Equal((LineProblemKind.Malformed, 2), (answer.Problem!.Kind, answer.Problem.Line));
        Assert.Contains(said, answer.Problem.Text);
    }

    [Fact]
    public void Everything_is_there_after_opening_again()
    {
        using var folder = new TemporaryFolder();
        using (var first = RunSeries.Open(folder.Path))
        {
            first.Append(new ProtocolLines().Begin(iterations: 10).Points(1, ("loss", 1)).Epoch(1, ("epoch", 1)).State("stopped", "asked").Bytes, sourceOffset: 77);
        }

        using var run = RunSeries.Open(folder.Path);
        var session = Assert.Single(run.Sessions);
        Assert.Equal((1, 1L, "stopped", "asked", 10L, 4L, 77L), (session.Number, session.LastStep, session.State, session.Reason, session.Iterations, session.Acknowledged, session.SourceOffset));
        Assert.Equal(["session", "state"], run.Events().Select(one => one.Kind));
        Assert.Equal([1.0], Assert.Single(run.Query(["loss"], Everything).Entries).Y);
    }

    [Fact]
    public void A_resumed_session_replaces_what_is_beyond_its_start_and_keeps_it_apart()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        run.Append(new ProtocolLines(1).Begin().Points(1, ("loss", 1)).Points(2, ("loss", 2)).Points(3, ("loss", 3)).Bytes);
        run.Append(new ProtocolLines(2).Begin(startStep: 1).Points(2, ("loss", 20)).Bytes);

        var entries = run.Query(["loss"], Everything).Entries;
        Assert.Equal(2, entries.Length);
        Assert.Equal([1.0, 20.0], entries[0].Y);
        Assert.Equal((false, 2), (entries[0].IsSuperseded, entries[0].Session));
        Assert.Equal([2.0, 3.0], entries[1].Y);
        Assert.Equal((true, 1), (entries[1].IsSuperseded, entries[1].Session));
        Assert.Equal([3, 1], run.Query(["loss"], Everything with { Sessions = SessionChoice.All }).Entries.Select(entry => entry.X.Length));
    }

    [Fact]
    public void A_resumed_session_without_points_already_replaces()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        run.Append(new ProtocolLines(1).Begin().Points(1, ("loss", 1)).Points(2, ("loss", 2)).Bytes);
        run.Append(new ProtocolLines(2).Begin(startStep: 1).Bytes);
        Assert.Equal([1.0], run.Query(["loss"], Everything).Entries[0].Y);
    }

    [Fact]
    public void A_rollback_replaces_within_its_session()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        run.Append(new ProtocolLines().Begin().Points(1, ("loss", 1)).Points(2, ("loss", 2)).Points(3, ("loss", double.NaN)).Rollback(1).Points(2, ("loss", 5)).Bytes);
        var entries = run.Query(["loss"], Everything).Entries;
        Assert.Equal([1.0, 5.0], entries[0].Y);
        Assert.Equal([2.0, double.NaN], entries[1].Y);
        Assert.Equal(3.0, Assert.Single(entries[1].NonFinite).X);
    }

    [Fact]
    public void A_follower_reads_only_whole_lines_and_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.File("series"));
        var follower = new FileFollower(folder.File("metrics"), run);
        Assert.Equal(0, follower.Read());

        Directory.CreateDirectory(folder.File("metrics"));
        var path = folder.File("metrics/session-0001.jsonl");
        var lines = new ProtocolLines().Begin().Points(1, ("loss", 1)).Points(2, ("loss", 2)).Bytes;
        File.WriteAllBytes(path, lines[..^5]);
        Assert.Equal(2, follower.Read());
        Assert.Equal(0, new FileFollower(folder.File("metrics"), run).Read());
        File.WriteAllBytes(path, lines);
        Assert.Equal(1, new FileFollower(folder.File("metrics"), run).Read());
        Assert.Equal(2, run.Summary("loss")!.Points);
        Assert.Null(follower.Problem);
    }
}
