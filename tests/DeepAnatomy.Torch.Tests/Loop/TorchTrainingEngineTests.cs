using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Torch.Loop;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Setup;

namespace DeepAnatomy.Torch.Tests.Loop;

public class TorchTrainingEngineTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Judging_gives_the_loss_that_training_on_the_same_batch_gives_and_changes_nothing(int heads)
    {
        var configuration = new TrainingConfiguration { Executor = new() { Threads = 1 } };
        var network = new UNet2D { Classes = 3, Levels = 3, BaseFilters = 4, Norm = NormalizationKind.Instance, DeepSupervision = heads }.Build();
        using var engine = TorchTrainingEngine.Create(ModelStart.Create(network, new(), 1, []), configuration);
        var batch = BatchOf(new(2, 1, 16, 16, 1, false));
        var classes = new byte[batch.Labels.Length];
        var before = engine.Judge(batch, classes);
        Assert.Equal(before, engine.Judge(batch, classes));
        var report = engine.Train(batch, new(1e-2, 1, Measures: true));
        Assert.Equal(before, report.Loss, 1e-6);
        Assert.Equal(report.Overlap!.Predicted[1], classes.Zip(batch.Weights).Count(voxel => voxel.First == 1 && voxel.Second > 0));
        Assert.NotEqual(before, engine.Judge(batch, classes));
    }

    [Fact]
    public void A_batch_in_which_no_voxel_counts_has_no_loss()
    {
        using var engine = TorchTrainingEngine.Create(ModelStart.Create(new UNet2D { Classes = 3, Levels = 2, BaseFilters = 2 }.Build(), new(), 1, []), new() { Executor = new() { Threads = 1 } });
        Assert.True(double.IsNaN(engine.Judge(new Batch(new(1, 1, 8, 8, 1, false)), new byte[64])));
    }

    static Batch BatchOf(BatchShape shape)
    {
        var batch = new Batch(shape) { CountedVoxels = shape.Voxels };
        for (var n = 0; n < shape.Voxels; n++)
        {
            (batch.Image[n], batch.Labels[n], batch.Weights[n]) = (MathF.Sin(n * 0.7f), (byte)(n / 16 % 3), n % 5 == 0 ? 0 : 1);
        }

        return batch;
    }
}
