using DeepAnatomy.Evaluation.Overlap;

namespace DeepAnatomy.Evaluation.Cases;

/// <summary>All metrics of one structure in one case under one profile; NaN where a metric takes no part (see <see cref="Reason"/>).</summary>
public sealed record LabelResult
{
    /// <summary>Name of the structure.</summary>
    public required string Name { get; init; }

    /// <summary>The label values that make it up.</summary>
    public required ushort[] Values { get; init; }

    /// <summary>What can be said of it.</summary>
    public required LabelState State { get; init; }

    /// <summary>Why values are missing or stand for something else; null when all were measured.</summary>
    public string? Reason { get; init; }

    /// <summary>How voxels fall together.</summary>
    public required VoxelCounts Counts { get; init; }

    /// <summary>Dice.</summary>
    public required double Dice { get; init; }

    /// <summary>Intersection over union.</summary>
    public required double Jaccard { get; init; }

    /// <summary>Hausdorff distance, mm.</summary>
    public required double HdMm { get; init; }

    /// <summary>95th percentile of the distances, mm.</summary>
    public required double Hd95Mm { get; init; }

    /// <summary>Average symmetric surface distance, mm.</summary>
    public required double AssdMm { get; init; }

    /// <summary>Mean average surface distance, mm.</summary>
    public required double MasdMm { get; init; }

    /// <summary>Surface Dice for each tolerance in mm.</summary>
    public required IReadOnlyList<(double ToleranceMm, double Value)> Nsd { get; init; }

    /// <summary>Boundary IoU for each tolerance in mm.</summary>
    public required IReadOnlyList<(double ToleranceMm, double Value)> BoundaryIou { get; init; }

    /// <summary>Boundary IoU with the band in voxels (<see cref="MetricProfile.BoundaryVoxels"/>); NaN where the profile has none.</summary>
    public double BoundaryIouInVoxels { get; init; } = double.NaN;

    /// <summary>Mean of the two directed mean distances over all voxels of the masks, mm (ITK's average Hausdorff distance); NaN where the profile has none.</summary>
    public double SetAverageMm { get; init; } = double.NaN;

    /// <summary>Volume in the prediction, mL.</summary>
    public required double PredictedMl { get; init; }

    /// <summary>Volume in the reference, mL.</summary>
    public required double ReferenceMl { get; init; }

    /// <summary>Prediction less reference, mL.</summary>
    public double VolumeErrorMl => PredictedMl - ReferenceMl;

    /// <summary>Prediction less reference, percent of the reference; NaN without a reference.</summary>
    public double VolumeErrorPercent => ReferenceMl > 0 ? 100 * VolumeErrorMl / ReferenceMl : double.NaN;
}
