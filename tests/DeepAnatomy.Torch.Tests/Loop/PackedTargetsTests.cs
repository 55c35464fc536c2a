using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Torch.Loop;
using DeepAnatomy.Training.Sampling;
using TorchSharp;

namespace DeepAnatomy.Torch.Tests.Loop;

public class PackedTargetsTests
{
    [Fact]
    public void A_cell_of_a_lower_resolution_has_the_class_of_its_first_voxel_and_the_smallest_weight_in_it()
    {
        using var scope = torch.NewDisposeScope();
        var batch = new Batch(new(2, 1, 8, 8, 1, false));
        for (var n = 0; n < batch.Labels.Length; n++)
        {
            (batch.Labels[n], batch.Weights[n]) = ((byte)(n % 3), n % 5 == 0 ? 0 : n % 5 == 1 ? 0.25f : 1);
        }

        var targets = new PackedTargets().Of(batch, new UNet2D { Classes = 3, Levels = 3, BaseFilters = 1, DeepSupervision = 1 }.Build());
        Assert.Equal([2L, 8, 8, 3], targets[0].shape);
        Assert.Equal([2L, 4, 4, 3], targets[1].shape);
        var lower = targets[1].contiguous().data<float>().ToArray();
        for (var cell = 0; cell < 32; cell++)
        {
            var first = (cell / 16 * 64) + (cell / 4 % 4 * 16) + (cell % 4 * 2);
            Assert.Equal(batch.Labels[first], lower[3 * cell]);
            Assert.Equal(new[] { first, first + 1, first + 8, first + 9 }.Min(n => batch.Weights[n]), lower[(3 * cell) + 1]);
            Assert.Equal(1, lower[(3 * cell) + 2]);
        }
    }
}
