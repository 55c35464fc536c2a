using CsCheck;
using DeepAnatomy.Imaging.Filtering;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Filtering;

public sealed class GaussianFilterTests
{
    // Values of ±1000, single precision, some dozens of additions.
    const float Tolerance = 2e-3f;

    [ScipyTheory]
    [InlineData(1.0, 2.5)]
    [InlineData(3.3, 1.25)]
    [InlineData(0.2, 5)]
    [InlineData(12, 0.9)]
    public void Smoothing_agrees_with_scipy(double sigmaMm, double kMm)
    {
        var volume = TestVolumes.Noise(new(53, 41, 19), new(0.7, 0.9, kMm));
        FormattableString sigmas = $"({sigmaMm / kMm:R}, {sigmaMm / 0.9:R}, {sigmaMm / 0.7:R})";
        var expected = Scipy.Evaluate<float, double>($"r = nd.gaussian_filter(a.astype('f8'), {sigmas}, mode='nearest')", volume.Voxels.ToArray(), volume.Shape);
        AssertNear(expected, GaussianFilter.Smooth(volume, sigmaMm).Voxels);
    }

    [Fact]
    public void A_constant_stays_and_sigma_zero_changes_nothing() =>
        Gen.Select(TestVolumes.AnyShape, TestVolumes.AnySpacing, Gen.Double[0, 20]).Sample(
            (shape, spacing, sigmaMm) =>
            {
                var constant = Volume<float>.Adopt(new Grid(shape, spacing), [.. Enumerable.Repeat(-117f, shape.Count)]);
                Assert.All(GaussianFilter.Smooth(constant, sigmaMm).Voxels.ToArray(), v => Assert.Equal(-117f, v, Tolerance));
                var noise = TestVolumes.Noise(shape, spacing);
                Assert.Equal(noise.Voxels, GaussianFilter.Smooth(noise, 0).Voxels);
            },
            iter: 60);

    [Fact]
    public void Smoothing_slices_is_smoothing_with_nothing_along_k() =>
        Gen.Select(TestVolumes.AnyShape, TestVolumes.AnySpacing, Gen.Double[0.1, 5]).Sample(
            (shape, spacing, sigmaMm) =>
            {
                var noise = TestVolumes.Noise(shape, spacing);
                var flat = GaussianFilter.SmoothBySlice(noise, sigmaMm);
                for (var k = 0; k < shape.K; k++)
                {
                    var slice = Volume<float>.Adopt(new Grid(new(shape.I, shape.J, 1), spacing), noise.Slice(k).ToArray());
                    Assert.Equal(GaussianFilter.Smooth(slice, sigmaMm, sigmaMm, 0).Voxels, flat.Slice(k));
                }
            },
            iter: 40);

    [Fact]
    public void Hounsfield_units_and_masks_are_smoothed_as_their_values()
    {
        var hu = Volume<short>.Adopt(new Grid(new(9, 8, 7), new(1, 1, 2)), [.. Enumerable.Range(0, 504).Select(n => (short)((n * 97 % 2000) - 1000))]);
        var same = Volume<float>.Adopt(hu.Grid, [.. hu.Voxels.ToArray().Select(v => (float)v)]);
        Assert.Equal(GaussianFilter.Smooth(same, 1.5).Voxels, GaussianFilter.Smooth(hu, 1.5).Voxels);
        var mask = TestVolumes.Texture(hu.Shape, hu.Grid.Spacing);
        Assert.All(GaussianFilter.Smooth(mask, 1.5).Voxels.ToArray(), v => Assert.InRange(v, -1e-6f, 1 + 1e-6f));
    }

    [Fact]
    public void One_and_two_threads_give_the_same_bytes()
    {
        var noise = TestVolumes.Noise(new(61, 47, 23), new(1, 1, 2));
        var one = TestVolumes.OnThreads(1, () => GaussianFilter.Smooth(noise, 2));
        Assert.True(one.Voxels.SequenceEqual(TestVolumes.OnThreads(2, () => GaussianFilter.Smooth(noise, 2)).Voxels));
    }

    [Fact]
    public void A_negative_sigma_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianFilter.Smooth(TestVolumes.Noise(new(2, 2, 2), new(1, 1, 1)), -1));

    static void AssertNear(double[] expected, ReadOnlySpan<float> actual)
    {
        for (var n = 0; n < expected.Length; n++)
        {
            Assert.Equal(expected[n], actual[n], Tolerance);
        }
    }
}
