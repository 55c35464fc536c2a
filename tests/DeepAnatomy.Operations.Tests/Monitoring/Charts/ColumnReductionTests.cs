using CsCheck;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Tests.Monitoring.Charts;

public class ColumnReductionTests
{
    // Few different values, so that equals occur, and some that are not finite.
    static readonly Gen<double> Value = Gen.Frequency((20, Gen.Int[-5, 5].Select(n => (double)n)), (20, Gen.Double[-1, 1]), (1, Gen.Const(double.NaN)), (1, Gen.Const(double.PositiveInfinity)), (1, Gen.Const(double.NegativeInfinity)));

    [Fact]
    public void Columns_hold_what_a_loop_over_all_points_finds()
    {
        var points = Gen.Select(Gen.Int[1, 3], Value).Array[1, 3000];
        Gen.Select(points, Gen.Int[1, 40], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 3]).Sample((steps, columns, a, b, compactions) =>
        {
            var x = new double[steps.Length];
            var y = steps.Select(step => step.Item2).ToArray();
            for (var n = 0; n < x.Length; n++)
            {
                x[n] = (n == 0 ? 0 : x[n - 1]) + steps[n].Item1;
            }

            using var folder = new TemporaryFolder();
            using var run = Filled(folder.Path, x, y, compactions);
            var (from, to) = (Math.Min(a, b) * x[^1], Math.Max(a, b) * x[^1]);
            var entry = run.Query(["v"], new() { From = from, To = to, Columns = columns }).Entries.Single();
            var (insideX, insideY) = NaiveReduction.Inside(entry, from, to);
            var total = x.Count(one => one >= from && one <= to);
            Assert.Equal(total, entry.Total);
            Assert.Equal(total > 4 * columns, entry.IsReduced);
            Assert.Equal(x.Zip(y).Count(point => point.First >= from && point.First <= to && !double.IsFinite(point.Second)), entry.NonFinite.Sum(point => point.Count));
            if (entry.IsReduced)
            {
                var naive = NaiveReduction.Of(x, y, from, to, columns);
                Assert.Equal(naive.X, insideX);
                Assert.Equal(naive.Y, insideY);
            }
            else
            {
                Assert.Equal(x.Where(one => one >= from && one <= to), insideX);
            }
        }, iter: 300, threads: 1);
    }

    [Fact]
    public void A_line_goes_on_to_the_points_beside_the_range()
    {
        using var folder = new TemporaryFolder();
        using var run = Filled(folder.Path, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 0);
        Assert.Equal([2.0, 3.0, 4.0], run.Query(["v"], new() { From = 2.5, To = 3.5 }).Entries.Single().X);
    }

    [Fact]
    public void Fifty_spikes_of_one_sample_are_all_seen_in_250000_points()
    {
        var chance = new Random(7);
        var y = Enumerable.Range(0, 250_000).Select(_ => chance.NextDouble()).ToArray();

        // Columns are 156 points wide; spikes that share one would hide behind each other on any screen.
        for (var spike = 0; spike < 50; spike++)
        {
            y[(spike * 5000) + chance.Next(4000)] = 100 + spike;
        }

        using var folder = new TemporaryFolder();
        using var run = Filled(folder.Path, [.. Enumerable.Range(1, y.Length).Select(n => (double)n)], y, 2);
        var seen = run.Query(["v"], new() { Columns = 1600 }).Entries.Single().Y;
        Assert.Equal(Enumerable.Range(100, 50).Select(n => (double)n), seen.Where(value => value >= 100));
    }

    [Fact]
    public void Extremes_by_vectors_are_those_of_a_loop()
    {
        Value.Array[0, 70].Sample(values =>
        {
            var finite = values.Where(double.IsFinite).ToArray();
            var expected = new Extremes(finite.DefaultIfEmpty(double.PositiveInfinity).Min(), finite.DefaultIfEmpty(double.NegativeInfinity).Max(), values.Length - finite.Length);
            Assert.Equal(expected, Extremes.Of(values));
            foreach (var sought in finite.Take(3))
            {
                Assert.Equal(Array.IndexOf(values, sought), Extremes.IndexOf(values, sought));
            }
        });
    }

    /// <summary>A store with these points, in memory, in segments, or both.</summary>
    internal static RunSeries Filled(string folder, double[] steps, double[] values, int compactions)
    {
        var run = RunSeries.Open(folder);
        var lines = new ProtocolLines().Begin();
        for (var n = 0; n < steps.Length; n++)
        {
            lines.Clock = n;
            lines.Points((long)steps[n], ("v", values[n]));
            if (compactions > 0 && n == steps.Length * 2 / 3)
            {
                run.Append(lines.Take());
                run.Compact();
            }
        }

        run.Append(lines.Take());
        if (compactions > 1)
        {
            run.Compact();
        }

        return run;
    }
}
