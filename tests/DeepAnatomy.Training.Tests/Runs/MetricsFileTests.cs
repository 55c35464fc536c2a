using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Training.Tests.Runs;

public sealed class MetricsFileTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_line_is_in_the_file_at_once_and_has_the_next_sequence_number()
    {
        using var metrics = MetricsFile.Begin(folder.Path, TimeProvider.System);
        metrics.Log("info", "eins \"zwei\"\nü");
        metrics.Values("points", 7, [new("loss", 0.5), new("bad", double.NaN)]);
        var lines = MetricsReader.Read(folder.Path, 1);
        Assert.Equal([1L, 2L], lines.Select(line => line["seq"]!.GetValue<long>()));
        Assert.Equal("eins \"zwei\"\nü", lines[0]["text"]!.GetValue<string>());
        Assert.Equal(0.5, lines[1]["values"]!["loss"]!.GetValue<double>());
        Assert.Null(lines[1]["values"]!["bad"]);
    }

    [Fact]
    public void A_torn_last_line_is_dropped_and_a_damaged_one_before_it_is_refused()
    {
        Write(1, 0, 3);
        File.AppendAllText(MetricsFile.PathOf(folder.Path, 1), "{\"seq\":5,\"ki");
        Assert.Equal(4, MetricsReader.Read(folder.Path, 1).Length);
        File.AppendAllText(MetricsFile.PathOf(folder.Path, 1), "\n{\"seq\":6}\n");
        Assert.Throws<InvalidDataException>(() => MetricsReader.Read(folder.Path, 1));
    }

    [Fact]
    public void A_session_that_starts_earlier_replaces_what_the_one_before_had_beyond()
    {
        Write(1, 0, 10);
        Write(2, 6, 8);
        Write(3, 8, 12);
        var points = MetricsReader.Series(folder.Path, "points");
        Assert.Equal(Enumerable.Range(1, 12).Select(n => (long)n), points.Keys);
        Assert.Equal([1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3], points.Values.Select(line => line["session"]!.GetValue<int>()));
    }

    void Write(int session, int start, int end)
    {
        using var metrics = MetricsFile.Begin(folder.Path, TimeProvider.System);
        Assert.Equal(session, metrics.Session);
        metrics.Write("session", json => json.WriteNumber("start_step", start));
        for (var step = start + 1; step <= end; step++)
        {
            metrics.Values("points", step, [new("loss", step)]);
        }
    }
}
