using DeepAnatomy.Imaging.Filtering;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Filtering;

public sealed class MedianFilterTests
{
    [ScipyTheory]
    [InlineData(1, 1, 2)]
    [InlineData(2, 5, 1)]
    [InlineData(67, 33, 5)]
    [InlineData(40, 1, 3)]
    public void Medians_agree_with_scipy(int i, int j, int k)
    {
        var shape = new Shape(i, j, k);
        var hu = Volume<short>.Adopt(new Grid(shape, new(1, 1, 1)), [.. TestVolumes.Noise(shape, new(1, 1, 1)).Voxels.ToArray().Select(v => (short)v)]);
        hu = Volume<short>.Adopt(hu.Grid, [.. hu.Voxels.ToArray().Select((v, n) => n % 29 == 0 ? short.MinValue : n % 31 == 0 ? short.MaxValue : v)]);
        var expected = Scipy.Evaluate<short, short>("r = nd.median_filter(a, (1, 3, 3), mode='nearest')", hu.Voxels.ToArray(), shape);
        Assert.Equal(expected, MedianFilter.ThreeByThree(hu).Voxels);
    }
}
