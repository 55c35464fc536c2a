using CsCheck;
using DeepAnatomy.Imaging.Filtering;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Filtering;

public sealed class BoxFilterTests
{
    [Fact]
    public void Each_mean_equals_the_sum_over_the_box() =>
        Gen.Select(TestVolumes.AnyShape, Gen.Int[0, 5].Array[3]).Sample(
            (shape, r) =>
            {
                var noise = TestVolumes.Noise(shape, new(1, 1, 1));
                var mean = BoxFilter.Mean(noise, (r[0], r[1], r[2]));
                foreach (var (i, j, k) in TestVolumes.Indices(shape).Where((_, n) => n % 13 == 0))
                {
                    var sum = 0.0;
                    foreach (var (a, b, c) in TestVolumes.Indices(new((2 * r[0]) + 1, (2 * r[1]) + 1, (2 * r[2]) + 1)))
                    {
                        sum += noise[Math.Clamp(i + a - r[0], 0, shape.I - 1), Math.Clamp(j + b - r[1], 0, shape.J - 1), Math.Clamp(k + c - r[2], 0, shape.K - 1)];
                    }

                    Assert.Equal(sum / (((2 * r[0]) + 1) * ((2 * r[1]) + 1) * ((2 * r[2]) + 1)), mean[i, j, k], 1e-3);
                }
            },
            iter: 60);

    [ScipyFact]
    public void A_large_volume_agrees_with_scipy()
    {
        var noise = TestVolumes.Noise(new(61, 47, 23), new(1, 1, 2));
        var expected = Scipy.Evaluate<float, double>("r = nd.uniform_filter(a.astype('f8'), (3, 5, 9), mode='nearest')", noise.Voxels.ToArray(), noise.Shape);
        var mean = BoxFilter.Mean(noise, (4, 2, 1));
        for (var n = 0; n < expected.Length; n++)
        {
            Assert.Equal(expected[n], mean.Voxels[n], 1e-3);
        }
    }

    [Fact]
    public void A_negative_radius_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BoxFilter.Mean(TestVolumes.Noise(new(2, 2, 2), new(1, 1, 1)), (0, -1, 0)));
}
