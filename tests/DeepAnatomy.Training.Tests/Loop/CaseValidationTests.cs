using DeepAnatomy.Networks.Models;
using DeepAnatomy.Training.Loop;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Tests.Loop;

public sealed class CaseValidationTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(PatchMode.Slice, 0, 0, 0)]
    [InlineData(PatchMode.NeighbourSlices, 0, 0, 0)]
    [InlineData(PatchMode.Block, 24, 20, 4)]
    [InlineData(PatchMode.Block, 64, 64, 8)]
    public void Every_voxel_counts_once_and_what_is_right_has_Dice_one(PatchMode mode, int i, int j, int k)
    {
        using var prepared = SmallPatients.Prepare(folder["in"], folder["cache"], 2);
        var sampling = new SamplingSettings { Mode = mode, PatchSize = mode == PatchMode.Block ? [i, j, k] : [16, 16] };
        var validation = new CaseValidation(prepared.Cases, prepared.Classes.Names, new() { SlicesPerCase = null }, sampling, SmallPatients.AsIs, [16, 16]);
        // The HU of the small patients tell muscle from fat, and the first half of a row is right.
        var dice = validation.Run(new Threshold(), CancellationToken.None);
        Assert.All(dice.Cases, item => Assert.All(item.Value, counts => Assert.Equal(SmallPatients.Shape.Count, counts.Total)));
        Assert.Equal(prepared.Cases[0].VoxelCounts.Skip(1), dice.Cases[0].Value.Select(counts => counts.Reference));
        if (mode != PatchMode.Block)
        {
            Assert.Equal(1, dice.Macro);
        }
    }

    [Fact]
    public void The_loss_is_the_mean_over_slices_of_batches_no_larger_than_those_of_the_training()
    {
        using var prepared = SmallPatients.Prepare(folder["in"], folder["cache"], 1);
        // Slices of 48 × 32 voxels: two fit into a training batch; six slices are three batches whose fake loss is their size.
        var sampling = new SamplingSettings { PatchSize = [32, 32], BatchSize = 3 };
        var dice = new CaseValidation(prepared.Cases, prepared.Classes.Names, new() { SlicesPerCase = null }, sampling, SmallPatients.AsIs, [16, 16]).Run(new Threshold(), CancellationToken.None);
        Assert.Equal(2, dice.Loss);
    }

    [Fact]
    public void A_class_that_is_neither_drawn_nor_predicted_does_not_count()
    {
        CaseDice dice = new(["a", "b"], [new("one", [new(1, 1, 1, 5), new(0, 0, 0, 8)]), new("two", [new(2, 0, 0, 6), new(0, 0, 0, 8)])]);
        Assert.Equal(0.75, dice.Of(0));
        Assert.True(double.IsNaN(dice.Of(1)));
        Assert.Equal(0.75, dice.Macro);
    }

    sealed class Threshold : ITrainingEngine
    {
        public StepReport Train(Batch batch, StepOrder order) => throw new NotSupportedException();

        public double Judge(Batch batch, Span<byte> classes)
        {
            var shape = batch.Shape;
            for (var n = 0; n < classes.Length; n++)
            {
                var hu = batch.Image[(n * shape.Channels) + (shape.Channels / 2)];
                classes[n] = hu < 40 ? (byte)0 : n % shape.Width < 20 ? (byte)2 : (byte)1;
            }

            return shape.Count;
        }

        public IDisposable UseAverages() => throw new NotSupportedException();

        public Model Snapshot() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
