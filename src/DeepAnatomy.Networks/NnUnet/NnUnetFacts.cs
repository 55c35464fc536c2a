using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>What has to be done to an image before a model of nnU-Net may see it, and what its output means. Empty or null where plans and dataset do not say.</summary>
public sealed record NnUnetFacts
{
    /// <summary>Name of the training set, e.g. <c>Dataset001_L3</c>.</summary>
    public string? DatasetName { get; init; }

    /// <summary>Name of the plans, e.g. <c>nnUNetResEncUNetLPlans</c>.</summary>
    public string? PlansName { get; init; }

    /// <summary>Configuration, e.g. <c>2d</c>, <c>3d_fullres</c>.</summary>
    public string? Configuration { get; init; }

    /// <summary>Class of the trainer.</summary>
    public string? Trainer { get; init; }

    /// <summary>Fold of the cross-validation, e.g. <c>0</c>, <c>all</c>.</summary>
    public string? Fold { get; init; }

    /// <summary>Epochs of training that the checkpoint has seen.</summary>
    public int? Epoch { get; init; }

    /// <summary>Distance of voxels the network was trained at, mm, in the order of its axes (after <see cref="TransposeForward"/>; for 2-D the in-plane axes).</summary>
    public ImmutableArray<double> Spacing { get; init; } = [];

    /// <summary>Size of the tiles, in the order of the network's axes.</summary>
    public ImmutableArray<int> PatchSize { get; init; } = [];

    /// <summary>Order in which the axes (k, j, i) of an image are handed to the network.</summary>
    public ImmutableArray<int> TransposeForward { get; init; } = [];

    /// <summary>Order that undoes it.</summary>
    public ImmutableArray<int> TransposeBackward { get; init; } = [];

    /// <summary>Class that read the images.</summary>
    public string? ImageReader { get; init; }

    /// <summary>Functions of the resampling with their arguments, as the plans name them.</summary>
    public JsonObject? Resampling { get; init; }

    /// <summary>Whether the loss summed Dice over the batch.</summary>
    public bool BatchDice { get; init; }

    /// <summary>Normalisation of each channel, e.g. <c>CTNormalization</c> (window, mean and deviation of the training set) or <c>ZScoreNormalization</c>.</summary>
    public ImmutableArray<string> Normalization { get; init; } = [];

    /// <summary>Whether each channel is normalised inside the nonzero mask only.</summary>
    public ImmutableArray<bool> NormalizeInMask { get; init; } = [];

    /// <summary>Foreground intensities of the training set, by channel.</summary>
    public ImmutableArray<IntensityProperties> Intensities { get; init; } = [];

    /// <summary>Names of the channels in order, e.g. <c>CT</c>.</summary>
    public ImmutableArray<string> ChannelNames { get; init; } = [];

    /// <summary>Names of the labels with their values; several values for a region.</summary>
    public ImmutableArray<KeyValuePair<string, ImmutableArray<int>>> Labels { get; init; } = [];

    /// <summary>Value written for each region, in the order of the output channels; empty for labels that exclude each other.</summary>
    public ImmutableArray<int> RegionOrder { get; init; } = [];

    /// <summary>Axes of the network along which images may be mirrored (test-time augmentation); empty where left and right differ.</summary>
    public ImmutableArray<int> MirroringAxes { get; init; } = [];

    /// <summary>Stage before this one in a cascade, whose labels are further input channels; null without.</summary>
    public string? PreviousStage { get; init; }
}
