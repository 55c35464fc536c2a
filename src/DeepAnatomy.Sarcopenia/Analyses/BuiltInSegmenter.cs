using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Tissues;

namespace DeepAnatomy.Sarcopenia.Analyses;

/// <summary>What the built-in segmenter made of a scan.</summary>
/// <param name="HuLps">The scan on the canonical axes.</param>
/// <param name="LabelsLps">The labels on the canonical axes.</param>
/// <param name="File">The grid of the file.</param>
/// <param name="Spine">Where the spine was found, with its names and how they were decided.</param>
/// <param name="Notes">What could not be found or looks doubtful.</param>
public sealed record BuiltInSegmentation(Volume<short> HuLps, LabelMap LabelsLps, Grid File, SpineSearch Spine, IReadOnlyList<string> Notes)
{
    /// <summary>The labels on the axes of the file; turned at every call where those are not the canonical ones.</summary>
    public LabelMap LabelsOfFile()
    {
        var back = AxisPlan.Between(Reorientation.Canonical, File.AxisCodes);
        var voxels = back.IsIdentity ? LabelsLps.Voxels : Reorientation.Apply(LabelsLps.Voxels, back);
        return new(voxels.On(File), LabelsLps.Labels);
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
        return new(lps, found.Labels, hu.Grid, spine, found.Notes);
    }
}
