using CsCheck;
using DeepAnatomy.Imaging.Distance;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Distance;

public sealed class DistanceTransformTests
{
    // Single precision holds 7 digits; squares and their root lose less than two.
    const double RelativeTolerance = 1e-5;

    [Fact]
    public void Every_distance_equals_the_search_over_all_voxels() =>
        TestVolumes.AnyMask.Sample(mask => AssertNear(BruteForce(mask, v => v != 0, false), DistanceTransform.ToForeground(mask).Voxels), iter: 150);

    [Fact]
    public void Distances_inside_equal_the_search_over_all_voxels() =>
        TestVolumes.AnyMask.Sample(mask => AssertNear(BruteForce(mask, v => v == 0, false), DistanceTransform.ToBackground(mask).Voxels), iter: 80);

    [Fact]
    public void Distances_by_slice_equal_the_search_over_the_slice() =>
        TestVolumes.AnyMask.Sample(
            mask =>
            {
                AssertNear(BruteForce(mask, v => v != 0, true), DistanceTransform.ToForegroundBySlice(mask).Voxels);
                AssertNear(BruteForce(mask, v => v == 0, true), DistanceTransform.ToBackgroundBySlice(mask).Voxels);
            },
            iter: 80);

    [Fact]
    public void Whole_spacings_give_exact_squares() =>
        TestVolumes.MaskWith(TestVolumes.EvenSpacing).Sample(
            mask =>
            {
                var squared = new float[mask.Shape.Count];
                DistanceTransform.SquaredMm(mask.Voxels, mask.Shape, mask.Grid.Spacing, squared);
                var expected = BruteForce(mask, v => v != 0, false);
                for (var n = 0; n < squared.Length; n++)
                {
                    Assert.Equal((float)Math.Round(expected[n] * expected[n]), squared[n]);
                }
            },
            iter: 80);

    [Fact]
    public void A_limit_clips_the_distances_and_changes_no_other() =>
        Gen.Select(TestVolumes.AnyMask, Gen.Double[0.1, 30]).Sample(
            (mask, limit) =>
            {
                var (free, limited) = (DistanceTransform.ToForeground(mask).Voxels.ToArray(), DistanceTransform.ToForeground(mask, limit).Voxels.ToArray());
                AssertNear([.. free.Select(d => (double)Math.Min(d, (float)limit))], limited);
            },
            iter: 150);

    [Fact]
    public void Far_foreground_is_found_exactly_on_long_lines()
    {
        // Single voxels at far corners: distances far beyond any short search.
        foreach (var shape in new[] { new Shape(700, 3, 2), new Shape(3, 700, 2), new Shape(5, 2, 700) })
        {
            var voxels = new byte[shape.Count];
            voxels[0] = voxels[shape.OffsetOf(shape.I / 3, shape.J / 3, shape.K / 3)] = voxels[^1] = 1;
            var mask = Volume<byte>.Adopt(new Grid(shape, new(0.7, 0.9, 1.3)), voxels);
            AssertNear(BruteForce(mask, v => v != 0, false), DistanceTransform.ToForeground(mask).Voxels);
        }
    }

    [Fact]
    public void An_empty_mask_is_infinitely_far()
    {
        var empty = Volume<byte>.Adopt(new Grid(new(5, 4, 3), new(1, 1, 1)), new byte[60]);
        Assert.All(DistanceTransform.ToForeground(empty).Voxels.ToArray(), d => Assert.Equal(float.PositiveInfinity, d));
        Assert.All(DistanceTransform.ToForeground(empty, 7).Voxels.ToArray(), d => Assert.Equal(7, d));
        Assert.All(DistanceTransform.Signed(empty).Voxels.ToArray(), d => Assert.Equal(float.PositiveInfinity, d));
        Assert.All(DistanceTransform.Signed(TestVolumes.Not(empty)).Voxels.ToArray(), d => Assert.Equal(float.NegativeInfinity, d));
    }

    [Fact]
    public void Signed_distances_are_those_outside_minus_those_inside() =>
        Gen.Select(TestVolumes.AnyMask, Gen.Bool.Select(b => b ? 4 : double.PositiveInfinity)).Sample(
            (mask, limit) =>
            {
                var (signed, toMask, toBackground) = (DistanceTransform.Signed(mask, limit), DistanceTransform.ToForeground(mask, limit), DistanceTransform.ToBackground(mask, limit));
                for (var n = 0; n < mask.Shape.Count; n++)
                {
                    Assert.Equal(mask.Voxels[n] == 0 ? toMask.Voxels[n] : -toBackground.Voxels[n], signed.Voxels[n]);
                }
            },
            iter: 60);

    [ScipyFact]
    public void A_large_mask_agrees_with_scipy()
    {
        var mask = TestVolumes.Texture(new(131, 118, 57), new(0.78, 0.81, 2.5));
        var expected = Scipy.Evaluate<byte, double>("r = nd.distance_transform_edt(a == 0, sampling=(2.5, 0.81, 0.78))", mask.Voxels.ToArray(), mask.Shape);
        AssertNear(expected, DistanceTransform.ToForeground(mask).Voxels);
        var inside = Scipy.Evaluate<byte, double>("r = nd.distance_transform_edt(a, sampling=(2.5, 0.81, 0.78))", mask.Voxels.ToArray(), mask.Shape);
        AssertNear(inside, DistanceTransform.ToBackground(mask).Voxels);
    }

    [Fact]
    public void One_and_two_threads_give_the_same_bytes()
    {
        var mask = TestVolumes.Texture(new(97, 80, 33), new(0.7, 0.7, 3), 2.2);
        var one = TestVolumes.OnThreads(1, () => DistanceTransform.ToForeground(mask));
        Assert.True(one.Voxels.SequenceEqual(TestVolumes.OnThreads(2, () => DistanceTransform.ToForeground(mask)).Voxels));
    }

    [Fact]
    public void A_wrong_size_or_limit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => DistanceTransform.SquaredMm(new byte[7], new(2, 2, 2), new(1, 1, 1), new float[8]));
        Assert.Throws<ArgumentException>(() => DistanceTransform.SquaredMm(new byte[8], new(2, 2, 2), new(1, 1, 1), new float[9]));
        var mask = TestVolumes.Texture(new(2, 2, 2), new(1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DistanceTransform.ToForeground(mask, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DistanceTransform.ToForeground(mask, double.NaN));
    }

    [Fact]
    public void A_cancelled_transform_stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() => DistanceTransform.ToForeground(TestVolumes.Texture(new(4, 4, 4), new(1, 1, 1)), cancellationToken: new CancellationToken(true)));

    internal static double[] BruteForce(Volume<byte> mask, Predicate<byte> isSite, bool bySlice)
    {
        var (shape, s) = (mask.Shape, mask.Grid.Spacing);
        var sites = TestVolumes.Indices(shape).Where(v => isSite(mask[v.I, v.J, v.K])).ToArray();
        return [.. TestVolumes.Indices(shape).Select(v =>
        {
            var best = double.PositiveInfinity;
            foreach (var site in sites)
            {
                var (di, dj, dk) = ((v.I - site.I) * s.IMm, (v.J - site.J) * s.JMm, (v.K - site.K) * s.KMm);
                best = bySlice && v.K != site.K ? best : Math.Min(best, (di * di) + (dj * dj) + (dk * dk));
            }

            return Math.Sqrt(best);
        })];
    }

    static void AssertNear(double[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var n = 0; n < expected.Length; n++)
        {
            if (expected[n] != actual[n] && !(Math.Abs(expected[n] - actual[n]) <= RelativeTolerance * expected[n]))
            {
                Assert.Fail($"Voxel {n}: {actual[n]} instead of {expected[n]}.");
            }
        }
    }
}
