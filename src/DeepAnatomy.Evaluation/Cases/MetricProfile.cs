using System.Collections.Immutable;
using DeepAnatomy.Evaluation.Surfaces;

namespace DeepAnatomy.Evaluation.Cases;

/// <summary>What the average symmetric distance of a profile means.</summary>
public enum AverageRule
{
    /// <summary>Mean over both surfaces together.</summary>
    Pooled,

    /// <summary>Mean of the two directed means.</summary>
    MeanOfDirected,
}

/// <summary>A named set of conventions under which structures are measured, as one tool uses them.</summary>
public sealed record MetricProfile
{
    /// <summary>Name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Surface of HD, HD95, ASSD and MASD.</summary>
    public required SurfaceKind DistanceSurface { get; init; }

    /// <summary>Surface of the surface Dice (NSD).</summary>
    public required SurfaceKind DiceSurface { get; init; }

    /// <summary>What lies beyond the image.</summary>
    public Exterior Exterior { get; init; } = Exterior.Background;

    /// <summary>How HD95 is taken.</summary>
    public PercentileRule Percentile { get; init; } = PercentileRule.MaximumOfDirected;

    /// <summary>What <c>assdMm</c> is.</summary>
    public AverageRule Average { get; init; } = AverageRule.Pooled;

    /// <summary>How the surface Dice is taken.</summary>
    public SurfaceDiceRule SurfaceDice { get; init; } = SurfaceDiceRule.Pooled;

    /// <summary>Whether a tolerance is widened by 1e-6 × max(1, tolerance) against rounding.</summary>
    public bool WidensTolerance { get; init; }

    /// <summary>Whether distances are compared with a tolerance in single precision (MONAI).</summary>
    public bool ComparesInSinglePrecision { get; init; }

    /// <summary>Whether a spacing is snapped to six significant digits (NIfTI stores 0.8 as 0.800000011920929).</summary>
    public bool SnapsSpacing { get; init; } = true;

    /// <summary>Whether an image of one slice is measured in the plane; the tools measure what they are given.</summary>
    public bool FlattensSingleSlice { get; init; }

    /// <summary>Width in voxels (distance below it, spacing left out) of a second boundary IoU, as MetricsReloaded has it; null for none.</summary>
    public double? BoundaryVoxels { get; init; }

    /// <summary>Whether <c>hdMm</c> and an average are taken over whole sets of voxels instead of surfaces (ITK).</summary>
    public bool MeasuresSets { get; init; }

    /// <summary>Whether the tolerance is the smallest spacing where the user gives none (panoptica).</summary>
    public bool ToleratesOneVoxel { get; init; }

    /// <summary>What stands for a structure that one or both masks lack.</summary>
    public required EmptyPolicy Empty { get; init; }

    /// <summary>The product's own conventions: surfels for NSD, face voxels for distances, missed and spurious structures count as worst.</summary>
    public static MetricProfile DeepAnatomy { get; } = new()
    {
        Name = "deepanatomy",
        DistanceSurface = SurfaceKind.FaceVoxels,
        DiceSurface = SurfaceKind.Surfels,
        WidensTolerance = true,
        FlattensSingleSlice = true,
        Empty = EmptyPolicy.WorstCase,
    };

    /// <summary>All profiles, the default first.</summary>
    public static ImmutableArray<MetricProfile> All { get; } =
    [
        DeepAnatomy,
        new() { Name = "surface-distance", DistanceSurface = SurfaceKind.Surfels, DiceSurface = SurfaceKind.Surfels, Percentile = PercentileRule.AreaStep, Average = AverageRule.MeanOfDirected, Empty = EmptyPolicy.SurfaceDistance },
        new() { Name = "metrics-reloaded", DistanceSurface = SurfaceKind.FaceVoxels, DiceSurface = SurfaceKind.FaceVoxels, BoundaryVoxels = 1, Empty = EmptyPolicy.MetricsReloaded },
        new() { Name = "monai", DistanceSurface = SurfaceKind.FaceVoxels, DiceSurface = SurfaceKind.FaceVoxels, ComparesInSinglePrecision = true, Empty = EmptyPolicy.Monai },
        new() { Name = "monai-subvoxels", DistanceSurface = SurfaceKind.FaceVoxels, DiceSurface = SurfaceKind.Surfels, ComparesInSinglePrecision = true, Empty = EmptyPolicy.Monai },
        new() { Name = "medpy", DistanceSurface = SurfaceKind.FaceVoxels, DiceSurface = SurfaceKind.FaceVoxels, Percentile = PercentileRule.Pooled, Empty = EmptyPolicy.Medpy },
        new() { Name = "panoptica", DistanceSurface = SurfaceKind.FaceVoxels, DiceSurface = SurfaceKind.FaceVoxels, Percentile = PercentileRule.Pooled, Average = AverageRule.MeanOfDirected, SurfaceDice = SurfaceDiceRule.MeanOfDirected, ToleratesOneVoxel = true, Empty = EmptyPolicy.Panoptica },
        new() { Name = "itk", DistanceSurface = SurfaceKind.VertexVoxels, DiceSurface = SurfaceKind.VertexVoxels, Exterior = Exterior.Foreground, Percentile = PercentileRule.Pooled, MeasuresSets = true, Empty = EmptyPolicy.Itk },
    ];

    /// <summary>The profile with a name, or null.</summary>
    public static MetricProfile? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>The convention of one metric in short, printed beside its value, for example <c>HD95[vox6, ext=bg, max-dir, lin]</c>.</summary>
    public string Convention(string metric) => metric switch
    {
        "hdMm" when MeasuresSets => "HD[whole voxel sets]",
        "setAverageMm" => "average Hausdorff[whole voxel sets, mean of directed]",
        "boundaryIouInVoxels" => $"BIoU[inner band, < {BoundaryVoxels} voxels, {Surface(SurfaceKind.FaceVoxels)}]",
        "hdMm" => $"HD[{Surface(DistanceSurface)}]",
        "hd95Mm" => $"HD95[{Surface(DistanceSurface)}, {Percentile switch { PercentileRule.Pooled => "pooled, lin", PercentileRule.AreaStep => "max-dir, area step", _ => "max-dir, lin" }}]",
        "assdMm" => $"ASSD[{Surface(DistanceSurface)}, {(Average == AverageRule.Pooled ? "pooled" : "mean of directed")}]",
        "masdMm" => $"MASD[{Surface(DistanceSurface)}, mean of directed]",
        "nsd" => $"NSD[{Surface(DiceSurface)}, {(SurfaceDice == SurfaceDiceRule.Pooled ? "pooled" : "mean of directed")}, <= tau{(WidensTolerance ? "+1e-6" : ComparesInSinglePrecision ? ", float32" : "")}]",
        "boundaryIou" => $"BIoU[inner band, <= tau mm, {Surface(SurfaceKind.FaceVoxels)}]",
        "dice" => "Dice[2TP/(2TP+FP+FN)]",
        "jaccard" => "Jaccard[TP/(TP+FP+FN)]",
        "volumeErrorMl" => "volume error[prediction - reference]",
        _ => metric,
    };

    /// <summary>How much a tolerance in mm is widened before distances are compared with it.</summary>
    internal double Slack(double toleranceMm)
    {
        // In single precision every distance up to half way to the next number counts as equal.
        var single = (float)toleranceMm;
        return ComparesInSinglePrecision ? (((double)single + float.BitIncrement(single)) / 2) - toleranceMm
            : WidensTolerance ? 1e-6 * Math.Max(1, toleranceMm)
            : 0;
    }

    string Surface(SurfaceKind kind) => kind switch
    {
        SurfaceKind.FaceVoxels => $"vox6, ext={Beyond}",
        SurfaceKind.VertexVoxels => $"vox26, ext={Beyond}",
        _ => "surfels, area, ext=bg",
    };

    string Beyond => Exterior == Exterior.Background ? "bg" : "fg";
}
