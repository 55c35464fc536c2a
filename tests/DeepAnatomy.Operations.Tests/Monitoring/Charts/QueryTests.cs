using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Tests.Monitoring.Charts;

public class QueryTests
{
    [Fact]
    public void The_axes_are_steps_epochs_samples_active_seconds_and_the_clock()
    {
        using var folder = new TemporaryFolder();
        using var run = TwoSessions(folder.Path);
        Assert.Equal([1.0, 2, 3, 4], X(run, new()));
        Assert.Equal([0.5, 1, 1.5, 2], X(run, new() { Axis = ChartAxis.Epoch }));
        Assert.Equal([8.0, 16, 24, 32], X(run, new() { Axis = ChartAxis.Samples, SamplesPerStep = 8 }));
        Assert.Equal([10.0, 20, 20, 30], X(run, new() { Axis = ChartAxis.Active }));
        Assert.Equal([10.0, 20, 5000, 5010], X(run, new() { Axis = ChartAxis.Wall }).Select(x => x - 1795636800));
    }

    [Theory]
    [InlineData(ChartAxis.Epoch)]
    [InlineData(ChartAxis.Samples)]
    public void An_axis_that_the_run_does_not_know_is_refused(ChartAxis axis)
    {
        using var folder = new TemporaryFolder();
        using var run = ColumnReductionTests.Filled(folder.Path, [1, 2], [1, 2], 0);
        Assert.Contains("axis", Assert.Throws<ArgumentException>(() => run.Query(["v"], new() { Axis = axis })).Message);
    }

    [Fact]
    public void Values_are_averaged_by_step_by_epoch_and_by_a_number_of_steps()
    {
        using var folder = new TemporaryFolder();
        using var run = TwoSessions(folder.Path);
        Assert.Equal([1.5, 3.5], Y(run, new() { Granularity = new(GranularityKind.Epoch) }));
        Assert.Equal([2.0, 4.0], X(run, new() { Granularity = new(GranularityKind.Epoch) }));
        Assert.Equal([2.0, 4.0], Y(run, new() { Granularity = new(GranularityKind.Steps, 3) }));
        Assert.Equal([1.0, 2, 3, 4], Y(run, new() { Granularity = new(GranularityKind.Iteration) }));
    }

    [Fact]
    public void A_value_that_is_not_finite_is_told_of_even_where_means_hide_it()
    {
        using var folder = new TemporaryFolder();
        using var run = ColumnReductionTests.Filled(folder.Path, [1, 2, 3, 4], [1, double.NaN, 3, double.NegativeInfinity], 0);
        var entry = run.Query(["v"], new() { Granularity = new(GranularityKind.Steps, 2), Columns = 2 }).Entries.Single();
        Assert.Equal([1.0, 3.0], entry.Y);
        Assert.Equal([2.0, 4.0], entry.NonFinite.Select(point => point.X));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_turn_the_line_back()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var lines = new ProtocolLines().Begin();
        foreach (var (step, clock) in new[] { (1, 10), (2, 30), (3, 20), (4, 40) })
        {
            lines.Clock = clock;
            lines.Points(step, ("loss", step));
        }

        run.Append(lines.Bytes);
        Assert.Equal([1.0, 3, 2, 4], Y(run, new() { Axis = ChartAxis.Wall }));
        Assert.Equal(X(run, new() { Axis = ChartAxis.Wall }).Order(), X(run, new() { Axis = ChartAxis.Wall }));
    }

    [Fact]
    public void Smoothing_does_not_change_when_one_zooms()
    {
        using var folder = new TemporaryFolder();
        var chance = new Random(3);
        double[] steps = [.. Enumerable.Range(1, 5000).Select(n => (double)n)];
        using var run = ColumnReductionTests.Filled(folder.Path, steps, [.. steps.Select(_ => chance.NextDouble())], 1);
        foreach (var (kind, amount) in new[] { (SmoothingKind.Exponential, 0.9), (SmoothingKind.TimeWeighted, 0.9), (SmoothingKind.Gaussian, 10), (SmoothingKind.Median, 21) })
        {
            var whole = Smooth(run, new() { Smoothing = kind, Amount = amount, IsRaw = true });
            var zoomed = Smooth(run, new() { Smoothing = kind, Amount = amount, From = 2000, To = 2100 });
            Assert.Equal(whole.Y[1998..2101], zoomed.Y);
        }
    }

    [Fact]
    public void Sessions_can_be_picked()
    {
        using var folder = new TemporaryFolder();
        using var run = TwoSessions(folder.Path);
        var entry = run.Query(["loss"], new() { Sessions = new(false, [2]) }).Entries.Single();
        Assert.Equal((2, 2), (entry.Session, entry.X.Length));
        Assert.Equal(5, run.Query(["loss"], new() { Sessions = SessionChoice.All }).Entries.Sum(one => one.X.Length));
    }

    [Fact]
    public void The_binary_answer_reads_back()
    {
        using var folder = new TemporaryFolder();
        using var run = TwoSessions(folder.Path);
        var bytes = run.Query(["loss", "absent"], new() { Smoothing = SmoothingKind.Exponential, Amount = 0.5 }, "run-7").ToBytes();

        Assert.Equal("BLS1"u8, bytes.AsSpan(0, 4));
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        using var header = JsonDocument.Parse(bytes.AsMemory(8, length));
        var entries = header.RootElement.GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal(["raw", "smooth", "raw"], entries.Select(entry => entry.GetProperty("role").GetString()));
        Assert.Equal([false, false, true], entries.Select(entry => entry.GetProperty("superseded").GetBoolean()));
        Assert.Equal("run-7", entries[0].GetProperty("run").GetString());
        var start = (8 + length + 7) / 8 * 8;
        var numbers = MemoryMarshal.Cast<byte, double>(bytes.AsSpan(start)).ToArray();
        Assert.Equal(2 * entries.Sum(entry => entry.GetProperty("points").GetInt32()), numbers.Length);
        Assert.Equal([1.0, 2, 3, 4, 1, 2, 3, 4], numbers[..8]);
    }

    [Fact]
    public void A_query_that_makes_no_sense_says_which_part()
    {
        using var folder = new TemporaryFolder();
        using var run = TwoSessions(folder.Path);
        SeriesQuery[] bad = [new() { Columns = 0 }, new() { From = 2, To = 1 }, new() { From = double.NaN }, new() { Smoothing = SmoothingKind.Exponential, Amount = 1 }, new() { Granularity = new(GranularityKind.Steps, 0) }];
        Assert.All(bad, query => Assert.Throws<ArgumentException>(() => run.Query(["loss"], query)));
    }

    [Fact]
    public void Runs_are_compared_over_one_range()
    {
        using var folder = new TemporaryFolder();
        using var one = ColumnReductionTests.Filled(folder.File("a"), [1, 2], [1, 2], 0);
        using var other = ColumnReductionTests.Filled(folder.File("b"), [5, 9], [1, 2], 0);
        var answer = Chart.Of([new("a", one, "v"), new("b", other, "v")], new());
        Assert.Equal((1.0, 9.0), (answer.From, answer.To));
        Assert.Equal(["a", "b"], answer.Entries.Select(entry => entry.Run));
    }

    static double[] X(RunSeries run, SeriesQuery query) => run.Query(["loss"], query).Entries[0].X;

    static double[] Y(RunSeries run, SeriesQuery query) => run.Query(["loss"], query).Entries[0].Y;

    static AnswerEntry Smooth(RunSeries run, SeriesQuery query) => run.Query(["v"], query).Entries.Single(entry => entry.IsSmooth);

    // Steps 1 to 4, the third done twice; ten seconds a step, and a long time between the sessions.
    static RunSeries TwoSessions(string folder)
    {
        var run = RunSeries.Open(folder);
        var first = new ProtocolLines().Begin();
        for (var step = 1; step <= 3; step++)
        {
            first.Clock = step < 3 ? step * 10 : 20;
            first.Points(step, ("loss", step * (step == 3 ? 10 : 1)));
            _ = step == 2 ? first.Epoch(2, ("epoch", 1)) : first;
        }

        run.Append(first.Bytes);
        var second = new ProtocolLines(2) { Clock = 5000 };
        second.Begin(startStep: 2).Points(3, ("loss", 3));
        second.Clock = 5010;
        run.Append(second.Points(4, ("loss", 4)).Epoch(4, ("epoch", 2)).Bytes);
        return run;
    }
}
