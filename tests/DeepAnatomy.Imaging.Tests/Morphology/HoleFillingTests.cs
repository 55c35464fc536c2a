using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Morphology;

public sealed class HoleFillingTests
{
    [Fact]
    public void Exactly_the_background_that_does_not_reach_the_border_is_filled() =>
        TestVolumes.AnyMask.Sample(
            mask =>
            {
                var (background, shape) = (ConnectedComponents.Label(TestVolumes.Not(mask), Connectivity.Faces6), mask.Shape);
                var isOpen = background.Components.Select(c =>
                    c.First.I == 0 || c.First.J == 0 || c.First.K == 0 || c.Last.I == shape.I - 1 || c.Last.J == shape.J - 1 || c.Last.K == shape.K - 1).ToArray();
                var expected = background.Labels.Voxels.ToArray().Select(l => l > 0 && isOpen[l - 1] ? (byte)0 : (byte)1);
                Assert.Equal(expected, HoleFilling.Fill(mask).Voxels.ToArray());
            },
            iter: 150);

    [Fact]
    public void By_slice_only_holes_up_to_the_area_are_filled() =>
        Gen.Select(TestVolumes.AnyMask, Gen.OneOf(Gen.Double[0, 40], Gen.Const(double.PositiveInfinity))).Sample(
            (mask, maxAreaMm2) =>
            {
                var (background, shape) = (ConnectedComponents.Label(TestVolumes.Not(mask), Connectivity.Faces4), mask.Shape);
                var isOpen = background.Components.Select(c =>
                    c.First.I == 0 || c.First.J == 0 || c.Last.I == shape.I - 1 || c.Last.J == shape.J - 1
                    || c.VoxelCount * mask.Grid.Spacing.PixelMm2 > maxAreaMm2).ToArray();
                var expected = background.Labels.Voxels.ToArray().Select(l => l > 0 && isOpen[l - 1] ? (byte)0 : (byte)1);
                Assert.Equal(expected, HoleFilling.FillBySlice(mask, maxAreaMm2).Voxels.ToArray());
            },
            iter: 150);

    [Fact]
    public void A_ring_is_filled_and_a_ring_with_a_gap_is_not()
    {
        var ring = new byte[] { 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0 };
        var grid = new Grid(new(5, 5, 1), new(1, 1, 1));
        Assert.Equal(9, HoleFilling.FillBySlice(Volume<byte>.Adopt(grid, ring)).Voxels.ToArray().Sum(v => v));
        Assert.Equal(8, HoleFilling.Fill(Volume<byte>.Adopt(grid, ring)).Voxels.ToArray().Sum(v => v));
        var gap = ring.ToArray();
        gap[7] = 0;
        Assert.Equal(7, HoleFilling.FillBySlice(Volume<byte>.Adopt(grid, gap)).Voxels.ToArray().Sum(v => v));
    }

    [ScipyFact]
    public void A_large_mask_agrees_with_scipy()
    {
        // Half of these voxels are foreground: many closed holes, some of them diagonal only.
        var shape = new Shape(70, 61, 31);
        var mask = Volume<byte>.Adopt(new Grid(shape, new(1, 1, 1)), [.. TestVolumes.Noise(shape, new(1, 1, 1)).Voxels.ToArray().Select(v => v > -600 ? (byte)1 : (byte)0)]);
        Assert.Equal(Scipy.Evaluate<byte, byte>("r = nd.binary_fill_holes(a)", mask.Voxels.ToArray(), shape), HoleFilling.Fill(mask).Voxels);
        Assert.Equal(Scipy.Evaluate<byte, byte>("r = np.array([nd.binary_fill_holes(s) for s in a])", mask.Voxels.ToArray(), shape), HoleFilling.FillBySlice(mask).Voxels);
    }
}
