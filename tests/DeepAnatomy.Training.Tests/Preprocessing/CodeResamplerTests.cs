using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Tests.Preprocessing;

public class CodeResamplerTests
{
    static Volume<byte> To(Volume<byte> codes, Spacing spacing, LabelInterpolation interpolation = LabelInterpolation.LargestShare) =>
        CodeResampler.ToGrid(codes, Resampler.GridWith(codes.Grid, spacing), interpolation, CancellationToken.None);

    [Fact]
    public void Dense_labels_are_resampled_as_one_hot_masks_are()
    {
        var labels = SmallPatients.Volume((i, j, k) => (ushort)(((i * i) + (3 * j) + (k * 7)) % 11 / 5));
        var codes = SmallPatients.Volume((i, j, k) => (byte)labels[i, j, k]);
        var target = Resampler.GridWith(labels.Grid, new(2.31, 1.13, 2.97));
        var expected = LabelResampler.ToGrid(labels, target).Voxels.ToArray();
        var actual = To(codes, target.Spacing).Voxels.ToArray();
        // Crooked spacings and an even number of voxels along each axis: no ties.
        Assert.Equal(expected, actual.Select(c => (ushort)c));
    }

    [Fact]
    public void A_scribble_one_voxel_wide_is_neither_lost_nor_widened()
    {
        var codes = SmallPatients.Volume((i, j, k) => j == 15 && k == 2 ? (byte)1 : VoxelCode.Undefined);
        var finer = To(codes, new(0.75, 0.75, 4));
        Assert.Equal(80 * 2, finer.Voxels.ToArray().Count(c => c == 1));
        Assert.Equal(finer.Shape.Count - 160, finer.Voxels.ToArray().Count(c => c == VoxelCode.Undefined));
        var shifted = To(codes, new(1.4, 1.5, 4));
        Assert.Equal(shifted.Shape.I, shifted.Voxels.ToArray().Count(c => c == 1));
    }

    [Fact]
    public void Undefined_has_no_vote_among_drawn_voxels()
    {
        // At 0.75 mm a target lies a quarter of a voxel from class 1; all else around is undefined or class 2.
        var codes = SmallPatients.Volume((i, j, k) => (i, j, k) == (20, 16, 3) ? (byte)2 : VoxelCode.Undefined);
        Assert.Equal(4, To(codes, new(0.75, 0.75, 4)).Voxels.ToArray().Count(c => c == 2));
    }
}
