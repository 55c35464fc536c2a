using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Resampling;

public sealed class LabelResamplerTests
{
    [Fact]
    public void Each_voxel_takes_the_label_whose_mask_weighs_most() =>
        Gen.Select(TestVolumes.AnyShape, TestVolumes.AnySpacing, Gen.Bool).Sample(
            (shape, to, isOblique) =>
            {
                var labels = Volume<ushort>.Adopt(new Grid(shape, new(0.8, 1.1, 2.5)), [.. Enumerable.Range(0, shape.Count).Select(n => (ushort)(n * 7919 % 31 / 8))]);
                var grid = Resampler.GridWith(labels.Grid, to);
                var target = isOblique ? new Grid(grid.Shape, to, grid.Origin, ResamplerTests.Turned(0.1, 0.2)) : grid;
                var result = LabelResampler.ToGrid(labels, target);
                var weights = Enumerable.Range(0, 4).Select(label =>
                {
                    var mask = Volume<float>.Adopt(labels.Grid, [.. labels.Voxels.ToArray().Select(v => v == label ? 1f : 0f)]);
                    return Resampler.ToGrid(mask, target, Interpolation.Linear, label == 0 ? 1f : 0f).Voxels.ToArray();
                }).ToArray();
                for (var n = 0; n < target.Shape.Count; n++)
                {
                    Assert.True(weights[result.Voxels[n]][n] >= weights.Max(w => w[n]) - 1e-5);
                }
            },
            iter: 60);

    [Fact]
    public void The_same_grid_gives_the_same_labels()
    {
        var labels = Volume<ushort>.Adopt(new Grid(new(9, 8, 7), new(0.8, 1.1, 2.5)), [.. Enumerable.Range(0, 504).Select(n => (ushort)(n * 7919 % 40000))]);
        Assert.Equal(labels.Voxels, LabelResampler.ToGrid(labels, labels.Grid).Voxels);
    }
}
