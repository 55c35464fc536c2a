using CsCheck;
using DeepAnatomy.Training.Inference;

namespace DeepAnatomy.Training.Tests.Inference;

public sealed class TileAxisTests
{
    [Fact]
    public void The_weights_of_every_place_sum_to_one() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 128], Gen.Double[0.05, 1]).Sample((size, tile, step) =>
        {
            var axis = TileAxis.Plan(size, tile, step);
            var sums = new double[size];
            for (var n = 0; n < axis.Starts.Length; n++)
            {
                for (var x = 0; x < tile; x++)
                {
                    var place = axis.Starts[n] + x;
                    if (place >= 0 && place < size)
                    {
                        sums[place] += axis.WeightsOf(n)[x];
                    }
                    else
                    {
                        Assert.Equal(0, axis.WeightsOf(n)[x]);
                    }
                }
            }

            Assert.All(sums, sum => Assert.Equal(1, sum, 1e-5));
        });

    [Theory]
    [InlineData(100, 40, 0.5, new[] { 0, 20, 40, 60 })]
    [InlineData(101, 40, 0.5, new[] { 0, 15, 30, 46, 61 })]
    [InlineData(40, 40, 0.5, new[] { 0 })]
    [InlineData(31, 40, 0.5, new[] { -4 })]
    [InlineData(3, 1, 1, new[] { 0, 1, 2 })]
    public void Tiles_are_equally_spaced_from_border_to_border_and_small_images_lie_in_the_middle(int size, int tile, double step, int[] starts) =>
        Assert.Equal(starts, TileAxis.Plan(size, tile, step).Starts);

    [Fact]
    public void The_middle_of_a_tile_counts_most()
    {
        var axis = TileAxis.Plan(64, 32, 0.5);
        var raw = Math.Exp(-0.5 * 16) / (1 + Math.Exp(-0.5 * 16));
        Assert.Equal(raw, axis.WeightsOf(1)[0], 1e-6);
        Assert.Equal(1 - raw, axis.WeightsOf(0)[16], 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_step_that_is_no_share_is_refused(double step) => Assert.Throws<ArgumentOutOfRangeException>(() => TileAxis.Plan(10, 5, step));
}
