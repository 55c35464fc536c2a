using CsCheck;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Tests.Monitoring;

public class LineFuzzTests
{
    [Fact]
    [Trait("Speed", "long")]
    public void No_bytes_make_the_store_fail_in_another_way_than_refusing_a_line()
    {
        var whole = new ProtocolLines().Begin(iterations: 9).Points(1, ("loss", 1.5), ("gradient_norm", double.NaN)).Epoch(1, ("epoch", 1)).Rollback(0).State("failed", "é\"").Points(1, ("loss", 2)).Bytes;
        var edit = Gen.Select(Gen.Int[0, whole.Length - 1], Gen.OneOf(Gen.Byte, Gen.Char["{}[]\",:0-eE.+nul\\\n\0"].Select(letter => (byte)letter)));
        Gen.Select(edit.Array[0, 8], Gen.Int[0, whole.Length], Gen.Byte.Array[0, 10]).Sample((edits, cut, tail) =>
        {
            var bytes = (byte[])whole.Clone();
            foreach (var (at, value) in edits)
            {
                bytes[at] = value;
            }

            using var folder = new TemporaryFolder();
            using var run = RunSeries.Open(folder.Path);
            byte[] batch = [.. bytes.Take(cut), .. tail];
            var answer = run.Append(batch);
            Assert.Equal(answer.Accepted, answer.Seq);
            _ = run.Findings(DateTimeOffset.UnixEpoch);
            foreach (var name in run.Names)
            {
                _ = run.Query([name], new SeriesQuery { Smoothing = SmoothingKind.Median, Amount = 3 }).ToBytes();
                _ = run.Summary(name);
            }

            // Sent again it counts for nothing, and what is kept opens again.
            Assert.Equal(0, run.Append(batch).Accepted);
            run.Dispose();
            using var again = RunSeries.Open(folder.Path);
            Assert.Equal(answer.Seq, again.Sessions.FirstOrDefault(session => session.Number == answer.Session)?.Acknowledged ?? 0);
        }, iter: 1500, threads: 1);
    }

    [Theory]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    public void A_text_that_is_not_UTF_8_is_refused_and_never_reaches_the_journal(byte[] text)
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var line = new ProtocolLines().State("failed", "#").Bytes;
        var at = Array.IndexOf(line, (byte)'#');
        Assert.Equal(LineProblemKind.Malformed, run.Append([.. line[..at], .. text, .. line[(at + 1)..]]).Problem!.Kind);
    }

    [Fact]
    public void Half_a_pair_of_surrogates_does_no_harm()
    {
        using var folder = new TemporaryFolder();
        using (var run = RunSeries.Open(folder.Path))
        {
            Assert.Null(run.Append(new ProtocolLines().Begin().Add("state", @"""state"":""failed"",""reason"":""\uD800""").Bytes).Problem);
        }

        using var again = RunSeries.Open(folder.Path);
        Assert.Equal(("failed", ""), (again.Sessions[0].State, again.Sessions[0].Reason));
    }

    [Fact]
    public void A_line_or_a_name_that_is_too_long_is_refused_and_the_next_batch_is_taken()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var lines = new ProtocolLines().Begin();
        var begin = lines.Take();
        var tooLong = lines.Add("log", $"\"level\":\"info\",\"text\":\"{new string('x', 1 << 20)}\"").Take();
        var answer = run.Append([.. begin, .. tooLong]);
        Assert.Equal((1L, LineProblemKind.TooLarge), (answer.Seq, answer.Problem!.Kind));
        var name = new ProtocolLines().Skip(1).Points(1, (new string('n', 300), 1)).Bytes;
        Assert.Equal(LineProblemKind.Malformed, run.Append(name).Problem!.Kind);
        Assert.Equal(2, run.Append(new ProtocolLines().Skip(1).Points(1, ("loss", 1)).Bytes).Seq);
    }

    [Fact]
    public void A_batch_that_is_too_large_is_taken_as_far_as_it_goes()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var lines = new ProtocolLines().Begin();
        var text = new string('x', 900_000);
        List<byte> batch = [.. lines.Take()];
        for (var n = 0; n < 45; n++)
        {
            batch.AddRange(lines.Add("log", $"\"level\":\"info\",\"text\":\"{text}\"").Take());
        }

        var answer = run.Append([.. batch]);
        Assert.Equal(LineProblemKind.TooLarge, answer.Problem!.Kind);
        Assert.InRange(answer.Seq, 30, 40);
        Assert.Equal(46, run.Append([.. batch]).Seq);
    }

    [Fact]
    public void Lines_of_kinds_that_are_not_known_are_kept_as_they_came()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        run.Append(new ProtocolLines().Begin().Add("future", "\"x\":[1,{\"y\":2}],\"text\":\"ä\"").Bytes);
        Assert.EndsWith("\"x\":[1,{\"y\":2}],\"text\":\"ä\"}", run.Events(after: 1).Single().Text);
    }
}
