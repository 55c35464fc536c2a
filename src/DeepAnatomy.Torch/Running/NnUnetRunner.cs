using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.NnUnet;

namespace DeepAnatomy.Torch.Running;

/// <summary>A model of nnU-Net, run by the engine; arrays lie as in nnU-Net: (batch, channels, spatial axes). Where the channels can only be the last axis, they are taken and given there.</summary>
public sealed class NnUnetRunner : IRunnableModel
{
    readonly NetworkRunner runner;
    readonly UNetArchitecture architecture;

    /// <summary>Makes a model ready to compute.</summary>
    /// <param name="model">The model.</param>
    public NnUnetRunner(NnUnetModel model)
    {
        runner = new(model.Model);
        architecture = model.Architecture;
    }

    /// <inheritdoc/>
    public string Format => runner.Format;

    /// <inheritdoc/>
    public ImmutableArray<string> InputNames => runner.InputNames;

    /// <inheritdoc/>
    public ImmutableArray<NdArray> Run(IReadOnlyList<NdArray> inputs, CancellationToken cancellation = default)
    {
        if (inputs is not [var image] || image.Rank != architecture.SpatialRank + 2)
        {
            throw new ArgumentException($"The model takes one array of {architecture.SpatialRank + 2} axes (batch, channels, {architecture.SpatialRank} spatial axes).", nameof(inputs));
        }

        var isLast = image.Shape[1] != architecture.InputChannels && image.Shape[^1] == architecture.InputChannels;
        CheckSizes(isLast ? image.Shape[1..^1] : image.Shape[2..], isLast ? image.Shape[^1] : image.Shape[1]);
        if (isLast)
        {
            return runner.Run(inputs, cancellation);
        }

        var rank = image.Rank;
        int[] toLast = [0, .. Enumerable.Range(2, rank - 2), 1];
        int[] toFirst = [0, rank - 1, .. Enumerable.Range(1, rank - 2)];
        return [.. runner.Run([AxisOrder.Permute(image, toLast)], cancellation).Select(output => AxisOrder.Permute(output, toFirst))];
    }

    /// <inheritdoc/>
    public void Dispose() => runner.Dispose();

    void CheckSizes(ImmutableArray<int> sizes, int channels)
    {
        if (channels != architecture.InputChannels)
        {
            throw new ArgumentException($"The model takes {architecture.InputChannels} channels, not {channels}.");
        }

        var divisors = architecture.Divisors;
        if (sizes.Where((size, axis) => size < 1 || size % divisors[axis] != 0).Any())
        {
            throw new ArgumentException($"The spatial sizes ({string.Join(", ", sizes)}) must be divisible by ({string.Join(", ", divisors)}).");
        }
    }
}
