using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Morphology;

public sealed class BallMorphologyTests
{
    static readonly Gen<(Volume<byte> Mask, double RadiusMm)> MaskAndRadius =
        Gen.Select(TestVolumes.AnyMask, Gen.OneOf(Gen.Double[0, 9], Gen.Int[0, 9].Select(r => (double)r)));

    [Fact]
    public void Dilation_reaches_exactly_the_voxels_within_the_radius() =>
        MaskAndRadius.Sample((mask, radius) => Assert.Equal(BruteForce(mask, radius, false, 1), BallMorphology.Dilate(mask, radius).Voxels), iter: 150);

    [Fact]
    public void Erosion_keeps_exactly_the_voxels_whose_ball_is_inside() =>
        MaskAndRadius.Sample((mask, radius) => Assert.Equal(BruteForce(mask, radius, false, 0), BallMorphology.Erode(mask, radius).Voxels), iter: 150);

    [Fact]
    public void By_slice_the_ball_is_a_disk() =>
        MaskAndRadius.Sample(
            (mask, radius) =>
            {
                Assert.Equal(BruteForce(mask, radius, true, 1), BallMorphology.DilateBySlice(mask, radius).Voxels);
                Assert.Equal(BruteForce(mask, radius, true, 0), BallMorphology.ErodeBySlice(mask, radius).Voxels);
            },
            iter: 80);

    [Fact]
    public void A_centre_exactly_on_the_radius_counts()
    {
        var voxels = new byte[101];
        voxels[50] = 1;
        foreach (var spacing in new[] { 0.1, 0.3, 0.7, 0.9765625, 1.1 })
        {
            var mask = Volume<byte>.Adopt(new Grid(new(101, 1, 1), new(spacing, 1, 1)), voxels);
            for (var reach = 0; reach <= 50; reach++)
            {
                Assert.Equal((2 * reach) + 1, BallMorphology.Dilate(mask, reach * spacing).Voxels.ToArray().Sum(v => v));
            }
        }
    }

    [Fact]
    public void Dilation_and_erosion_are_dual() =>
        MaskAndRadius.Sample((mask, radius) =>
            Assert.Equal(TestVolumes.Not(BallMorphology.Dilate(TestVolumes.Not(mask), radius)).Voxels, BallMorphology.Erode(mask, radius).Voxels), iter: 100);

    [Fact]
    public void Opening_shrinks_closing_grows_and_twice_is_once() =>
        MaskAndRadius.Sample(
            (mask, radius) =>
            {
                var (opened, closed) = (BallMorphology.Open(mask, radius), BallMorphology.Close(mask, radius));
                for (var n = 0; n < mask.Shape.Count; n++)
                {
                    Assert.True(opened.Voxels[n] <= mask.Voxels[n] && mask.Voxels[n] <= closed.Voxels[n]);
                }

                Assert.Equal(opened.Voxels, BallMorphology.Open(opened, radius).Voxels);
                Assert.Equal(closed.Voxels, BallMorphology.Close(closed, radius).Voxels);
                var bySlice = BallMorphology.OpenBySlice(mask, radius);
                Assert.Equal(bySlice.Voxels, BallMorphology.OpenBySlice(bySlice, radius).Voxels);
                Assert.Equal(TestVolumes.Not(BallMorphology.CloseBySlice(TestVolumes.Not(mask), radius)).Voxels, bySlice.Voxels);
            },
            iter: 100);

    [Fact]
    public void A_mask_that_reaches_the_border_does_not_shrink_there()
    {
        var full = Volume<byte>.Adopt(new Grid(new(6, 5, 4), new(1, 1, 1)), [.. Enumerable.Repeat((byte)1, 120)]);
        Assert.Equal(full.Voxels, BallMorphology.Erode(full, 3).Voxels);
        Assert.Equal(full.Voxels, BallMorphology.Open(full, 3).Voxels);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_radius_that_is_negative_or_not_finite_is_refused(double radius) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BallMorphology.Dilate(TestVolumes.Texture(new(2, 2, 2), new(1, 1, 1)), radius));

    [ScipyFact]
    public void A_large_mask_agrees_with_scipy()
    {
        var mask = TestVolumes.Texture(new(61, 50, 33), new(1, 1, 1));
        const string Ball = "z, y, x = np.ogrid[-3:4, -3:4, -3:4]; b = x*x + y*y + z*z <= 9; ";
        Assert.Equal(Scipy.Evaluate<byte, byte>(Ball + "r = nd.binary_dilation(a, b)", mask.Voxels.ToArray(), mask.Shape), BallMorphology.Dilate(mask, 3).Voxels);
        Assert.Equal(Scipy.Evaluate<byte, byte>(Ball + "r = nd.binary_erosion(a, b, border_value=1)", mask.Voxels.ToArray(), mask.Shape), BallMorphology.Erode(mask, 3).Voxels);
    }

    static byte[] BruteForce(Volume<byte> mask, double radiusMm, bool bySlice, byte wanted)
    {
        var (shape, s) = (mask.Shape, mask.Grid.Spacing);
        var sites = TestVolumes.Indices(shape).Where(v => mask[v.I, v.J, v.K] == wanted).ToArray();
        return [.. TestVolumes.Indices(shape).Select(v =>
        {
            var isReached = sites.Any(site =>
            {
                var (di, dj, dk) = ((v.I - site.I) * s.IMm, (v.J - site.J) * s.JMm, (v.K - site.K) * s.KMm);
                return (!bySlice || v.K == site.K) && (di * di) + (dj * dj) + (dk * dk) <= radiusMm * radiusMm * (1 + 1e-9);
            });
            return isReached == (wanted == 1) ? (byte)1 : (byte)0;
        })];
    }
}
