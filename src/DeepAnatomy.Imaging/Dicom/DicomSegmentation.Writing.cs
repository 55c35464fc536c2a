using DeepAnatomy.Imaging.Dicom.Segments;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom;

/// <content>Writing.</content>
public static partial class DicomSegmentation
{
    /// <summary>Writes a label map as a binary SEG: explicit VR little endian, one segment per value that occurs, deterministic, whole or not at all.</summary>
    /// <remarks>
    /// The voxels are written along the axes nearest to LPS, so a map on other axes reads back as <c>ToAxes("LPS")</c> of itself. Slices in which
    /// a segment is empty are left out, but every slice of the grid has at least one frame, so that the grid reads back whole.
    /// With the texts of a series of <see cref="DicomSeriesWriter"/>, study and frame of reference are those of that series.
    /// </remarks>
    /// <param name="path">Where to; the folder must exist.</param>
    /// <param name="labels">What to write; a value without a name is called <c>label_VALUE</c>.</param>
    /// <param name="texts">What the object says of itself; null for the defaults.</param>
    /// <param name="algorithm">How the segments were made; not <see cref="SegmentAlgorithm.Unknown"/>, which DICOM does not allow.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <exception cref="ArgumentException">No voxel has a label, the slices are larger than DICOM allows (65535), or the algorithm is unknown.</exception>
    public static void Write(string path, LabelMap labels, DicomSeriesTexts? texts = null, SegmentAlgorithm algorithm = SegmentAlgorithm.Automatic, CancellationToken cancellationToken = default)
    {
        if (algorithm == SegmentAlgorithm.Unknown)
        {
            throw new ArgumentException("A DICOM segment must say how it was made.", nameof(algorithm));
        }

        if (labels.Shape.I > ushort.MaxValue || labels.Shape.J > ushort.MaxValue || labels.Shape.K > ushort.MaxValue)
        {
            throw new ArgumentException($"A DICOM image cannot be {labels.Shape}.", nameof(labels));
        }

        SegmentationWriter.Write(path, labels with { Voxels = labels.Voxels.ToAxes("LPS") }, texts ?? new(), algorithm, cancellationToken);
    }
}
