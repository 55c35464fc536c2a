using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;

namespace DeepAnatomy.Cli.Tests;

/// <summary>Models whose answer is known.</summary>
static class SmallModels
{
    /// <summary>A card for models that see HU from −1000 to 1000 as −1 … 1 and find what is dense.</summary>
    public static ModelCard Card { get; } = new()
    {
        Name = "threshold",
        Inputs = [new() { Channels = [new() { Name = "CT", Intensity = CardIntensity.WindowSymmetric, Low = -1000, High = 1000 }], SizeMultiple = [1, 1] }],
        Labels = new() { LabelSet = "test-1", Labels = [new() { Value = 3, Name = "dense", Channel = 1 }] },
    };

    /// <summary>A <c>.keras</c> file that calls a voxel dense above a HU.</summary>
    public static string Threshold(TemporaryFolder folder, string name, double hu, ModelCard? card, int rank = 2)
    {
        var builder = new NetworkBuilder();
        var image = builder.Input(new([null, .. Enumerable.Repeat((int?)null, rank), 1]));
        var head = builder.Add(new Convolution { Name = "head", SpatialRank = rank, Filters = 2, KernelSize = [.. Enumerable.Repeat(1, rank)], Activation = new("softmax") }, image);
        var weights = ImmutableArray.Create(NdArray.Of([.. Enumerable.Repeat(1, rank), 1, 2], [0f, 500f]), NdArray.Of([2], [0f, (float)(-500 * hu / 1000)]));
        var model = new Model { Network = builder.Build("threshold", head), Weights = new([KeyValuePair.Create("head", weights)]), Origin = new("test") };
        KerasWriter.Write(model, folder[name], DateTimeOffset.UnixEpoch);
        if (card is not null)
        {
            ModelCardFile.WriteInside(folder[name], card);
        }

        return folder[name];
    }
}
