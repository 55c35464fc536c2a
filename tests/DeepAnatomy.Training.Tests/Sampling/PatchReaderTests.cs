using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Tests.Sampling;

public sealed class PatchReaderTests : IDisposable
{
    static readonly Shape Shape = new(30, 26, 14);
    readonly TemporaryFolder folder = new();
    readonly PreparedCase item;

    public PatchReaderTests()
    {
        // HU and code say the same, and HU grow linearly, so that interpolation is exact.
        var grid = new Grid(Shape, new(1, 1, 1));
        var hu = SmallPatients.Volume((i, j, k) => (short)((20 * i) - (7 * j) + (11 * k)), grid);
        var codes = SmallPatients.Volume((i, j, k) => (byte)((i + (2 * j) + (3 * k)) % 100), grid);
        PreparedCaseFile.Write(folder["a.case"], new(), hu, codes, PlaceIndex.Of(codes.Voxels, 3));
        item = PreparedCase.Open(folder["a.case"]);
    }

    public void Dispose()
    {
        item.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_warped_block_has_the_values_of_the_places_it_comes_from()
    {
        var number = Gen.Double[-0.6, 0.6];
        Gen.Select(Gen.Select(number, number, number), Gen.Select(number, number, number), Gen.Int[0, 1], Gen.Select(Gen.Int[0, 29], Gen.Int[0, 25], Gen.Int[0, 13])).Sample((a, b, flat, p) =>
        {
            var warp = new Warp { II = 1 + a.Item1, IJ = a.Item2, JI = a.Item3, JJ = 1 + b.Item1, KK = flat == 0 ? 1 : 1 + b.Item2, KI = flat == 0 ? 0 : b.Item3, IK = flat == 0 ? 0 : a.Item2 };
            Check(PatchMode.Block, new(1, 6, 10, 12, 1, true), warp, p);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void A_warped_slice_stays_in_its_slice() =>
        Check(PatchMode.Slice, new(1, 1, 20, 22, 1, false), new() { II = 0.8, IJ = -0.4, JI = 0.3, JJ = 1.2, KK = 1 }, (15, 13, 5));

    [Fact]
    public void An_identity_that_is_not_recognised_gives_the_same_as_one_that_is()
    {
        var (a, b) = (new Patch(new(1, 6, 12, 16, 1, true)), new Patch(new(1, 6, 12, 16, 1, true)));
        var reader = new PatchReader(PatchMode.Block, 16);
        reader.Read(new(item, 4, 5, 2), Warp.Identity, a);
        reader.Read(new(item, 4, 5, 2), Warp.Identity with { Elastic = new(16, 12, (8, 8), (0, 0), 1) }, b);
        Assert.Equal(a.Codes, b.Codes);
        Assert.All(a.Image.Zip(b.Image), x => Assert.Equal(x.First, x.Second, 3f));
    }

    [Fact]
    public void Maps_follow_one_another()
    {
        var first = new Warp { II = 2, JJ = 1, KK = 1, IJ = 0.5 };
        var then = new Warp { II = 1, JJ = 1, KK = 3, JI = 0.25 };
        var both = then.After(first);
        Assert.Equal((2, 0.5, 0.5, 1.125, 3), (both.II, both.IJ, both.JI, both.JJ, both.KK));
    }

    void Check(PatchMode mode, BatchShape shape, Warp w, (int I, int J, int K) p)
    {
        var patch = new Patch(shape);
        new PatchReader(mode, shape.Width).Read(new(item, p.I, p.J, p.K), w, patch);
        for (var n = 0; n < patch.Voxels; n++)
        {
            double x = (n % shape.Width) - (shape.Width / 2), y = (n / shape.Width % shape.Height) - (shape.Height / 2), z = (n / (shape.Width * shape.Height)) - (shape.Depth / 2);
            var (i, j, k) = (p.I + (w.II * x) + (w.IJ * y) + (w.IK * z), p.J + (w.JI * x) + (w.JJ * y) + (w.JK * z), p.K + (w.KI * x) + (w.KJ * y) + (w.KK * z));
            const double Near = 1e-3;
            var isEdge = Halves(i) < Near || Halves(j) < Near || Halves(k) < Near;
            var isInside = i >= -0.5 && i < Shape.I - 0.5 && j >= -0.5 && j < Shape.J - 0.5 && k >= -0.5 && k < Shape.K - 0.5;
            if (isEdge)
            {
                continue;
            }

            if (!isInside)
            {
                Assert.Equal((Preparation.AirHu, VoxelCode.Undefined), (patch.Image[n], patch.Codes[n]));
                continue;
            }

            int ni = (int)Math.Round(i), nj = (int)Math.Round(j), nk = (int)Math.Round(k);
            Assert.Equal((ni + (2 * nj) + (3 * nk)) % 100, patch.Codes[n]);
            var hu = (20 * Math.Clamp(i, 0, Shape.I - 1)) - (7 * Math.Clamp(j, 0, Shape.J - 1)) + (11 * Math.Clamp(k, 0, Shape.K - 1));
            Assert.Equal(hu, patch.Image[n], 0.05);
        }
    }

    static double Halves(double x) => Math.Abs(x - Math.Floor(x) - 0.5);
}
