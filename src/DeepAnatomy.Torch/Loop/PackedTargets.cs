using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Losses;
using TorchSharp;
using static TorchSharp.torch.nn;
using Batch = DeepAnatomy.Training.Sampling.Batch;

namespace DeepAnatomy.Torch.Loop;

/// <summary>Packs the targets of a batch for <see cref="PartialLoss"/>, for outputs of lower resolution too.</summary>
sealed class PackedTargets
{
    float[] buffer = [];

    /// <summary>One target for each output of the network; they belong to the caller's dispose scope.</summary>
    public IReadOnlyList<torch.Tensor> Of(Batch batch, Network network)
    {
        var voxels = batch.Labels.Length;
        if (buffer.Length != voxels * PartialLoss.TargetChannels)
        {
            buffer = new float[voxels * PartialLoss.TargetChannels];
        }

        for (var n = 0; n < voxels; n++)
        {
            buffer[3 * n] = batch.Labels[n];
            buffer[(3 * n) + 1] = batch.Weights[n];
            buffer[(3 * n) + 2] = batch.Probabilities?[n] ?? 1;
        }

        long[] shape = [.. batch.Shape.LabelDimensions, PartialLoss.TargetChannels];
        var full = torch.tensor(buffer, shape);
        return network.Outputs.Length == 1 ? [full] : [full, .. Lower(full, batch, network)];
    }

    // A cell of a lower resolution has the class of its first voxel and the smallest weight in it: where one voxel is undefined, the cell is.
    static IEnumerable<torch.Tensor> Lower(torch.Tensor full, Batch batch, Network network)
    {
        var shapes = network.OutputShapes(new() { Layer = 0 }, [new([.. batch.Shape.ImageDimensions.Select(size => (int?)size)])]);
        foreach (var shape in shapes.Skip(1))
        {
            var cell = full;
            var weights = full.select(-1, 1).unsqueeze(1).neg();
            long[] steps = [.. Enumerable.Range(1, shape.Rank - 2).Select(axis => full.shape[axis] / shape[axis]!.Value)];
            for (var axis = 0; axis < steps.Length; axis++)
            {
                cell = cell.slice(axis + 1, 0, full.shape[axis + 1], steps[axis]);
            }

            var lowest = (steps.Length == 2 ? functional.max_pool2d(weights, steps, steps) : functional.max_pool3d(weights, steps, steps)).neg().squeeze(1);
            yield return torch.stack([cell.select(-1, 0), lowest, cell.select(-1, 2)], -1);
        }
    }
}
