using CsCheck;
using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Tests.Monitoring.Charts;

public class SmoothingTests
{
    static readonly Gen<double[]> Values = Gen.Frequency((15, Gen.Double[-10, 10]), (1, Gen.Const(double.NaN)), (1, Gen.Const(double.PositiveInfinity))).Array[1, 80];

    [Fact]
    public void An_exponential_average_is_the_weighted_mean_of_what_came_before() => Gen.Select(Values, Gen.Double[0, 0.99]).Sample((values, weight) =>
        AssertClose(Naive(values, (n, m) => m <= n ? Math.Pow(weight, values[m..n].Count(double.IsFinite)) : 0), Smoothing.Exponential(values, weight)));

    [Fact]
    public void A_time_weighted_average_weighs_by_the_distance_along_the_axis() => Gen.Select(Values, Gen.Double[0, 0.99], Gen.Double[0.1, 3].Array[80]).Sample((values, amount, gaps) =>
    {
        var x = values.Select((_, n) => gaps.Take(n).Sum()).ToArray();
        var weight = Math.Min(Math.Sqrt(amount), 0.999);
        var scale = x.Length > 1 ? 1000 / (x[^1] - x[0]) : 0;
        AssertClose(Naive(values, (n, m) => m <= n ? m == n ? 1 : Math.Pow(weight, (x[n] - x[m]) * scale) : 0), TimeWeighted(values, x, amount));
    });

    static double[] TimeWeighted(double[] values, double[] x, double amount)
    {
        double[] smooth = [.. values];
        Smoothing.MakeTimeWeighted(smooth, x, amount);
        return smooth;
    }

    [Fact]
    public void A_Gaussian_weighs_by_distance_and_passes_over_what_is_not_finite() => Gen.Select(Values, Gen.Double[0.3, 8]).Sample((values, sigma) =>
        AssertClose(Naive(values, (n, m) => Math.Abs(n - m) <= Math.Ceiling(5 * sigma) ? Math.Exp(-0.5 * (n - m) * (n - m) / (sigma * sigma)) : 0), Smoothing.Gaussian(values, sigma)));

    [Fact]
    public void A_median_is_that_of_the_window() => Gen.Select(Values, Gen.Int[1, 21]).Sample((values, window) =>
    {
        var half = window / 2;
        var expected = values.Select((value, n) =>
        {
            var sorted = values[Math.Max(0, n - half)..Math.Min(values.Length, n + half + 1)].Where(double.IsFinite).Order().ToArray();
            return double.IsFinite(value) ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2 : value;
        });
        AssertClose([.. expected], Smoothing.Median(values, window));
    });

    [Fact]
    public void A_constant_stays_what_it_is_from_its_first_value_on()
    {
        var constant = Enumerable.Repeat(3.0, 50).ToArray();
        double[][] all = [Smoothing.Exponential(constant, 0.9), Smoothing.Gaussian(constant, 4), Smoothing.Median(constant, 5), TimeWeighted(constant, [.. Enumerable.Range(0, 50).Select(n => (double)n)], 0.9)];
        Assert.All(all, smooth => AssertClose(constant, smooth));
    }

    [Theory]
    [InlineData(SmoothingKind.Exponential, 0.95)]
    [InlineData(SmoothingKind.TimeWeighted, 0.9)]
    [InlineData(SmoothingKind.Gaussian, 3)]
    [InlineData(SmoothingKind.Median, 9)]
    public void A_line_that_is_smoothed_part_by_part_is_the_same_as_one_that_is_smoothed_at_once(SmoothingKind kind, double amount)
    {
        using var folder = new TemporaryFolder();
        var chance = new Random(1);
        double[] steps = [.. Enumerable.Range(1, 3000).Select(n => (double)n)];
        using var run = ColumnReductionTests.Filled(folder.Path, steps, [.. steps.Select(step => step % 100 == 0 ? double.NaN : chance.NextDouble())], 1);
        var query = new SeriesQuery { Smoothing = kind, Amount = amount, IsRaw = true };
        var whole = run.Query(["v"], query).Entries.Single(entry => entry.IsSmooth).Y;
        var passing = new PassingSmoothValues(run.Curves("v", query)[0], query);
        foreach (var (start, count) in new[] { (0, 10), (1990, 500), (2490, 510), (100, 7), (2999, 1) })
        {
            AssertClose(whole[start..(start + count)], passing.Of(start, count).ToArray());
        }
    }

    static double[] Naive(double[] values, Func<int, int, double> weight) =>
        [.. values.Select((value, n) => !double.IsFinite(value) ? value
            : Enumerable.Range(0, values.Length).Where(m => double.IsFinite(values[m])).Select(m => (Weight: weight(n, m), Value: values[m])).ToArray() is var all ? all.Sum(one => one.Weight * one.Value) / all.Sum(one => one.Weight) : 0)];

    static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var n = 0; n < expected.Length; n++)
        {
            if (!double.IsFinite(expected[n]))
            {
                Assert.Equal(expected[n], actual[n]);
            }
            else
            {
                Assert.True(Math.Abs(expected[n] - actual[n]) < 1e-9 * (1 + Math.Abs(expected[n])), $"at {n}: {expected[n]} / {actual[n]}");
            }
        }
    }
}
