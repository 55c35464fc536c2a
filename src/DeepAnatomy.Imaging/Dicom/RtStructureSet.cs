using DeepAnatomy.Imaging.Dicom.Segments;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Reads DICOM RT Structure Sets (RTSTRUCT, PS3.3 A.19): closed planar contours, drawn onto the slices of a CT.</summary>
/// <remarks>
/// A pixel is inside when its centre is inside an odd number of the region's contours on that slice, so a contour within a contour is a hole,
/// and a hole joined to the outside by a channel of no width is one too. A centre exactly on an edge belongs to the side of growing i and j,
/// so regions that share an edge share no pixel. A contour belongs to the slice nearest to it, at most half a slice away; where several planes
/// of one region are nearest to the same slice, the one closest to it counts.
/// </remarks>
public static class RtStructureSet
{
    const string Kind = "a DICOM structure set (RTSTRUCT)";

    // One contour of 100 000 points takes about 5 MB as text.
    const int MaxValueBytes = 1 << 25;

    /// <summary>Whether a file is an RTSTRUCT, as far as its header can be read.</summary>
    public static bool IsStructureSet(string path) => ObjectFile.IsOf(path, Kinds.StructureSet);

    /// <summary>Reads every region as a mask of its own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grid">The CT's voxels; its slices (fixed k) must be parallel to the contours.</param>
    /// <param name="cancellationToken">Checked per region and slice.</param>
    /// <exception cref="Volumes.UnreadableImageException">The file is missing, damaged, no RTSTRUCT, has no closed contour on the grid, or its masks would need more than 4 GB.</exception>
    public static SegmentsReading Read(string path, Grid grid, CancellationToken cancellationToken = default) =>
        ObjectFile.Read(path, Kinds.StructureSet, Kind, MaxValueBytes, file =>
        {
            var regions = StructureRegions.Read(file, grid);
            var sink = new SeparateMasks(path, grid, regions.Segments.Count);
            regions.Draw(sink, cancellationToken);
            return new SegmentsReading(sink.Finish(regions.Segments.Select(s => s.Name)), regions.Segments, regions.Warnings, path, ObjectFile.Sha256(path));
        });

    /// <summary>Reads all regions into one label map; a voxel in several regions gets the one with the lowest number.</summary>
    /// <inheritdoc cref="Read"/>
    public static LabelMapReading ReadLabels(string path, Grid grid, CancellationToken cancellationToken = default) =>
        ObjectFile.Read(path, Kinds.StructureSet, Kind, MaxValueBytes, file =>
        {
            var regions = StructureRegions.Read(file, grid);
            var sink = new OneLabelMap(grid, [.. regions.Segments.Select(s => s.LabelValue)]);
            regions.Draw(sink, cancellationToken);
            return SegmentLabels.Reading(path, sink, regions.Segments, regions.Warnings);
        });
}
