using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Tests.Preprocessing;

public class PlaceIndexTests
{
    /// <summary>From every voxel a place to every seventeenth; shares near 1 are those in which two draws can fall on one voxel.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    [InlineData(1.05)]
    [InlineData(1.2)]
    [InlineData(2.5)]
    [InlineData(17.46)]
    public void Places_are_voxels_of_their_own_class_spread_over_all_of_it(double voxelsPerPlace)
    {
        var count = (int)(PlaceIndex.Most * voxelsPerPlace);
        var codes = new byte[(count * 2) + 1000];
        Array.Fill(codes, VoxelCode.Undefined);
        for (var n = 0; n < count; n++)
        {
            codes[500 + (2 * n)] = 1;
        }

        var index = PlaceIndex.Of(codes, 2);

        var kept = Math.Min(count, PlaceIndex.Most);
        Assert.Equal([kept, 0, kept], index.Counts);
        foreach (var places in new[] { index.Places[..kept], index.Places[kept..] })
        {
            Assert.All(places, place => Assert.Equal(1, codes[place]));
            Assert.Equal(kept, places.Distinct().Count());
            Assert.InRange(places.Average(), 500 + (0.98 * count), 500 + (1.02 * count));
        }
    }
}
