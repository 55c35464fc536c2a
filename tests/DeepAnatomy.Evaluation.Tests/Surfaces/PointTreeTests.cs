using CsCheck;
using DeepAnatomy.Evaluation.Surfaces;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Evaluation.Tests.Surfaces;

/// <summary>Far surfaces, which no other test of textures reaches: masks too large for a search by rows alone.</summary>
public class PointTreeTests
{
    static readonly Gen<(BitMask Bits, Spacing Spacing, (int I, int J, int K)[] Points)> Masks =
        from spacing in Gen.Int[3, 40].Array[3]
        from low in Gen.Int[0, 80]
        from points in Gen.Select(Gen.Int[0, 15], Gen.Int[0, 59], Gen.Int[0, 39]).Array[1, 400]
        select Masked(new Spacing(spacing[0] / 10.0, spacing[1] / 10.0, spacing[2] / 10.0), [.. points.Select(p => (low + p.Item1, p.Item2, p.Item3))]);

    [Fact]
    public void The_nearest_point_of_the_tree_is_that_of_brute_force() => Gen.Select(Masks, Gen.Select(Gen.Int[0, 95], Gen.Int[0, 59], Gen.Int[0, 39]).Array[20]).Sample(
        (mask, queries) =>
        {
            var tree = new PointTree(mask.Bits, mask.Spacing);
            foreach (var (i, j, k) in queries)
            {
                BitPlace found = default;
                var squared = tree.SquaredMm(i, j, k, double.PositiveInfinity, ref found);
                Assert.Equal(mask.Points.Min(p => Squared(p, (i, j, k), mask.Spacing)), squared);
                Assert.Equal(squared, Squared((found.I, found.J, found.K), (i, j, k), mask.Spacing));

                // Nothing is nearer than the nearest.
                Assert.Equal(squared, tree.SquaredMm(i, j, k, squared, ref found));
            }
        },
        iter: 300);

    [Fact]
    public void A_walk_with_a_warm_start_finds_what_brute_force_finds() => Masks.Sample(
        mask =>
        {
            var nearest = new NearestBit(mask.Bits, mask.Spacing);
            BitPlace near = default;
            for (var n = 0; n < 600; n++)
            {
                var at = (n * 7 % 96, n / 10, n / 15);
                Assert.Equal(mask.Points.Min(p => Squared(p, at, mask.Spacing)), nearest.SquaredMm(at.Item1, at.Item2, at.Item3, ref near));
            }
        },
        iter: 100);

    static (BitMask, Spacing, (int, int, int)[]) Masked(Spacing spacing, (int I, int J, int K)[] points)
    {
        var bits = new BitMask(96, 60, 40);
        foreach (var (i, j, k) in points)
        {
            bits.Row(j, k)[i >> 6] |= 1UL << (i & 63);
        }

        return (bits, spacing, points);
    }

    static double Squared((int I, int J, int K) a, (int I, int J, int K) b, Spacing s)
    {
        double x = (a.I - b.I) * s.IMm, y = (a.J - b.J) * s.JMm, z = (a.K - b.K) * s.KMm;
        return (x * x) + ((y * y) + (z * z));
    }
}
