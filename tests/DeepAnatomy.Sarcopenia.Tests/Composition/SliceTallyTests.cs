using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Composition;

namespace DeepAnatomy.Sarcopenia.Tests.Composition;

public sealed class SliceTallyTests
{
    static readonly Gen<(Shape Shape, short[] Hu, ushort[] Labels)> Volumes =
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 9], Gen.Int[1, 4]).SelectMany((i, j, k) =>
            Gen.Select(Gen.Short.Array[i * j * k], Gen.Select(Gen.UShort[0, 4], Gen.Int[1, 5]).Array[i * j * k]).Select((hu, runs) => (new Shape(i, j, k), hu, Runs(runs, i * j * k))));

    static ushort[] Runs((ushort Value, int Length)[] runs, int count) => [.. runs.SelectMany(r => Enumerable.Repeat(r.Value, r.Length)).Take(count)];

    [Fact]
    public void Every_cell_equals_plain_counting() => Volumes.Sample(
        (shape, hu, labels) =>
        {
            var table = SliceTally.Run(Volume<short>.Adopt(new(shape, new(1, 1, 1)), hu), Volume<ushort>.Adopt(new(shape, new(1, 1, 1)), labels), [2, 4]);
            foreach (var window in HuWindows.All.Append(null))
            {
                for (var column = 0; column < 2; column++)
                {
                    var value = table.Values[column];
                    var at = Enumerable.Range(0, hu.Length).Where(n => labels[n] == value && (window is null || window.Contains(hu[n]))).ToArray();
                    Assert.Equal(new Tally(at.Length, at.Sum(n => (long)hu[n])), table.Of(column, 0, shape.K - 1, window));
                }
            }

            var all = Enumerable.Range(0, hu.Length).Where(n => labels[n] == 2).ToArray();
            Assert.Equal(all.Length == 0 ? null : all.Average(n => (double)(n % shape.I)), table.MeanI([0], 0, shape.K - 1));
        });

    [Fact]
    public void Labels_of_another_shape_are_refused() => Assert.Throws<ArgumentException>(() => SliceTally.Run(
        Volume<short>.Adopt(new(new(2, 2, 1), new(1, 1, 1)), new short[4]),
        Volume<ushort>.Adopt(new(new(4, 1, 1), new(1, 1, 1)), new ushort[4]),
        [1]));

    [Fact]
    public void A_window_that_was_not_tallied_is_refused() => Assert.Throws<ArgumentException>(() => HuBands.Default.RangeOf(new("odd", -31, 150)));
}
