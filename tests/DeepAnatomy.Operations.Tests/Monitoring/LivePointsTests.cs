using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;
using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Tests.Monitoring;

public class LivePointsTests
{
    const int Steps = (2 * HeapColumns.PartLength) + 1000;

    [Fact]
    public void A_line_in_memory_is_drawn_as_the_same_line_in_a_file()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var chance = new Random(3);
        var lines = new ProtocolLines().Begin();
        for (var step = 1; step <= Steps; step++)
        {
            lines.Clock = step / 10.0;
            lines.Points(step, ("v", step % 500 == 0 ? double.NaN : chance.NextDouble()));
        }

        run.Append(lines.Bytes);
        Assert.Equal(Steps, run.LivePoints);
        SeriesQuery[] queries =
        [
            new() { Columns = 100 },
            new() { From = HeapColumns.PartLength - 40, To = HeapColumns.PartLength + 40, IsRaw = true },
            new() { From = 5, To = Steps - 5, Columns = 333, Axis = ChartAxis.Wall },
            new() { Columns = 50, Smoothing = SmoothingKind.Exponential, Amount = 0.99 },
            new() { Columns = 50, Smoothing = SmoothingKind.TimeWeighted, Amount = 0.9 },
            new() { Columns = 50, Smoothing = SmoothingKind.Median, Amount = 7 },
            new() { Columns = 50, Granularity = new(GranularityKind.Steps, 3) },
        ];
        var inMemory = queries.Select(query => run.Query(["v"], query).ToBytes()).ToArray();
        var summary = run.Summary("v");
        run.Spill();
        Assert.Equal(0, run.LivePoints);
        for (var n = 0; n < queries.Length; n++)
        {
            Assert.Equal(inMemory[n], run.Query(["v"], queries[n]).ToBytes());
        }

        Assert.Equal(summary, run.Summary("v"));
    }

    [Fact]
    public void What_was_taken_of_a_line_stays_as_it_was_while_points_come()
    {
        var columns = new HeapColumns();
        List<(Piece[] Pieces, int Count)> taken = [];
        for (var n = 0; n < Steps; n++)
        {
            if (n % 777 == 0)
            {
                taken.Add((columns.Snapshot(), columns.Count));
            }

            columns.Append(n, -n, n);
        }

        foreach (var (pieces, count) in taken)
        {
            Assert.Equal(count, pieces.Sum(piece => piece.Count));
            Assert.Equal(Enumerable.Range(0, count).Select(n => (double)n), pieces.SelectMany(piece => piece.Values.ToArray()));
            Assert.All(pieces.Where(piece => piece.Count > 1), piece => Assert.False(piece.HasSortedTimes));
        }
    }
}
