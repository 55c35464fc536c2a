using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Tissues;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>What the built-in segmenter made of a scan.</summary>
/// <param name="HuLps">The scan on the canonical axes.</param>
/// <param name="LabelsLps">The labels on the canonical axes.</param>
/// <param name="Labels">The labels on the axes of the file.</param>
/// <param name="Spine">Where the spine was found, with its names and how they were decided.</param>
/// <param name="Notes">What could not be found or looks doubtful.</param>
public sealed record BuiltInSegmentation(Volume<short> HuLps, LabelMap LabelsLps, LabelMap Labels, SpineSearch Spine, IReadOnlyList<string> Notes)
{
    /// <summary>The same scan with other labels.</summary>
    /// <param name="labelsLps">On the canonical axes.</param>
    public BuiltInSegmentation With(LabelMap labelsLps) => this with { LabelsLps = labelsLps, Labels = OnAxesOf(labelsLps, Labels.Grid) };

    /// <summary>Labels of the canonical axes on those of the file.</summary>
    internal static LabelMap OnAxesOf(LabelMap labelsLps, Grid file)
    {
        var back = AxisPlan.Between(Reorientation.Canonical, file.AxisCodes);
        var voxels = back.IsIdentity ? labelsLps.Voxels : Reorientation.Apply(labelsLps.Voxels, back);
        return new(voxels.On(file), labelsLps.Labels);
    }
}

/// <summary>Segments a scan in any axes without trained weights: body, spine, tissues and muscle groups.</summary>
public static class BuiltInSegmenter
{
    /// <summary>Name and version that results carry.</summary>
    public const string Name = "built-in classical segmenter 1";

    /// <summary>Segments a scan.</summary>
    /// <param name="hu">HU on the axes of the file.</param>
    /// <param name="spine">What the search for the spine gave, with its reason.</param>
    /// <param name="progress">Told what is being found, and how much of the whole is done.</param>
    /// <param name="cancellation">Checked per slice.</param>
    /// <returns>The segmentation; null when no spine was found.</returns>
    public static BuiltInSegmentation? Segment(Volume<short> hu, out SpineSearch spine, IProgress<SegmentationProgress>? progress = null, CancellationToken cancellation = default)
    {
        var lps = hu.ToAxes();
        progress?.Report(new("spine", 0));
        spine = SpineFinder.Find(lps, cancellation: cancellation);
        if (spine.Spine is null)
        {
            return null;
        }

        var found = TissueSegmenter.Segment(lps, spine.Spine, progress, cancellation);
        return new(lps, found.Labels, BuiltInSegmentation.OnAxesOf(found.Labels, hu.Grid), spine, found.Notes);
    }
}
