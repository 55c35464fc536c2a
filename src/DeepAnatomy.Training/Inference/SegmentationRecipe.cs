using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Training.Inference;

/// <summary>All that has to be known to segment a scan with a network: what the network sees, how a scan is cut into tiles, what the scores mean. Axes are i, j, k of the network's own frame (i fastest in its arrays).</summary>
public sealed record SegmentationRecipe
{
    /// <summary>File or name of the model, for messages.</summary>
    public required string Model { get; init; }

    /// <summary>Spatial axes of the network: 2 (slice by slice) or 3.</summary>
    public required int SpatialRank { get; init; }

    /// <summary>Channels in the order of the array's last axis.</summary>
    public required ImmutableArray<CardChannel> Channels { get; init; }

    /// <summary>Channels of the output.</summary>
    public required int Outputs { get; init; }

    /// <summary>What the output's numbers are.</summary>
    public required ScoreKind Scores { get; init; }

    /// <summary>Whether each output is a region of its own (they may overlap; later ones win), instead of one class a voxel.</summary>
    public bool IsRegions { get; init; }

    /// <summary>Structures in the order in which regions become labels.</summary>
    public required ImmutableArray<SegmentationClass> Classes { get; init; }

    /// <summary>Name of the label set.</summary>
    public string LabelSet { get; init; } = "";

    /// <summary>Voxel size along i, j, k, mm; 0 keeps that of the scan.</summary>
    public ImmutableArray<double> SpacingMm { get; init; } = [0, 0, 0];

    /// <summary>Patient directions of the axes before <see cref="Transpose"/>, e.g. <c>LPS</c>; null leaves the axes as the file has them.</summary>
    public string? AxisCodes { get; init; } = Reorientation.Canonical;

    /// <summary>Order in which the axes (k, j, i) become the network's (slowest first), as nnU-Net's <c>transpose_forward</c>.</summary>
    public ImmutableArray<int> Transpose { get; init; } = [0, 1, 2];

    /// <summary>Tile along i, j, k in voxels; 0 is the whole slice, padded to <see cref="Multiple"/>.</summary>
    public required ImmutableArray<int> Tile { get; init; }

    /// <summary>Each size of a tile is a multiple of this, along i, j, k.</summary>
    public ImmutableArray<int> Multiple { get; init; } = [1, 1, 1];

    /// <summary>Whether the scan is cropped to the box of the body before.</summary>
    public bool CropsToBody { get; init; }

    /// <summary>Whether the padding beyond the scan is 0 for the network (nnU-Net); else it is air.</summary>
    public bool PadsWithZero { get; init; }

    /// <summary>Axes (0 i, 1 j, 2 k) that test-time augmentation may mirror; null for the patient's left-right axis alone.</summary>
    public ImmutableArray<int>? MirrorAxes { get; init; }

    /// <summary>Whether mirroring left and right exchanges the classes of both sides; false for networks that were trained to keep them.</summary>
    public bool SwapsSides { get; init; } = true;

    internal PreprocessingSettings Preprocessing => new() { SpacingMm = SpacingMm, CropsToBody = CropsToBody };

    /// <summary>How a scan's axes become those of the network.</summary>
    /// <param name="grid">Grid of the scan.</param>
    public AxisPlan PlanFor(Grid grid)
    {
        var turn = AxisPlan.Between(grid.AxisCodes, AxisCodes ?? grid.AxisCodes);
        Span<int> source = stackalloc int[3];
        Span<bool> flipped = stackalloc bool[3];
        for (var axis = 0; axis < 3; axis++)
        {
            var from = 2 - Transpose[2 - axis];
            (source[axis], flipped[axis]) = (turn.Source(from), turn.IsFlipped(from));
        }

        return new(source, flipped);
    }

    /// <summary>The output channel that shows in the mirrored patient what each channel shows in the true one.</summary>
    /// <exception cref="ArgumentException">A structure of one side has no partner.</exception>
    internal int[] MirroredChannels()
    {
        var channels = Enumerable.Range(0, Outputs).ToArray();
        foreach (var item in Classes)
        {
            var name = Datasets.SideNames.Mirrored(item.Name);
            if (name != item.Name)
            {
                channels[item.Channel] = Classes.Where(other => other.Name == name).Select(other => (int?)other.Channel).FirstOrDefault()
                    ?? throw new ArgumentException($"{Model}: '{item.Name}' cannot be mirrored, there is no class '{name}'; predict without mirroring.");
            }
        }

        return channels;
    }
}
