using DeepAnatomy.Imaging.Dicom.Segments;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>How a segment was made (DICOM Segment Algorithm Type).</summary>
public enum SegmentAlgorithm
{
    /// <summary>The file does not say.</summary>
    Unknown,

    /// <summary>By a program.</summary>
    Automatic,

    /// <summary>By a person with a program's help.</summary>
    Semiautomatic,

    /// <summary>By a person.</summary>
    Manual,
}

/// <summary>One segment of a DICOM SEG or one region of an RTSTRUCT.</summary>
/// <param name="Number">Its number in the file, from 1 in a SEG.</param>
/// <param name="Name">Its label in lower case with underscores, without what the file calls a person; unique in the file.</param>
/// <param name="Algorithm">How it was made.</param>
/// <param name="LabelValue">Its value in a label map: the one this product's writer noted in the file, else the number.</param>
public sealed record DicomSegment(int Number, string Name, SegmentAlgorithm Algorithm, ushort LabelValue);

/// <summary>Masks as they were read, with what the reader noticed.</summary>
/// <param name="Masks">One mask per segment, by the segments' order; they may overlap.</param>
/// <param name="Segments">What the masks are.</param>
/// <param name="Warnings">What a user should know, one sentence each.</param>
/// <param name="Source">The file as given.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex.</param>
public sealed record SegmentsReading(MaskCollection Masks, IReadOnlyList<DicomSegment> Segments, IReadOnlyList<string> Warnings, string Source, string Sha256)
{
    /// <summary>A label set with the segments' numbers and names, for <see cref="MaskCollection.ToLabelMap"/>.</summary>
    public LabelSet LabelSet => SegmentLabels.SetOf(Segments);
}

/// <summary>Reads and writes DICOM Segmentation objects (SEG, PS3.3 A.51): binary, or fractional cut at half.</summary>
/// <remarks>Slices are sorted along the normal of the frames; their distance comes from the positions, and slices without a frame are empty.</remarks>
public static partial class DicomSegmentation
{
    const string Kind = "a DICOM segmentation (SEG)";
    const int MaxValueBytes = 1 << 20;

    /// <summary>Whether a file is a SEG, as far as its header can be read.</summary>
    public static bool IsSegmentation(string path) => ObjectFile.IsOf(path, Kinds.Segmentation);

    /// <summary>Reads every segment as a mask of its own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Checked per frame.</param>
    /// <exception cref="UnreadableImageException">The file is missing, damaged, no SEG, or its masks would need more than 4 GB.</exception>
    public static SegmentsReading Read(string path, CancellationToken cancellationToken = default) =>
        ObjectFile.Read(path, Kinds.Segmentation, Kind, MaxValueBytes, file =>
        {
            var header = SegmentationHeader.Read(file);
            var sink = new SeparateMasks(path, header.Stack.Grid, header.Segments.Length);
            SegmentationFrames.Fill(header, sink, cancellationToken);
            return new SegmentsReading(sink.Finish(header.Segments.Select(s => s.Name)), header.Segments, WarningsOf(header), path, ObjectFile.Sha256(path));
        });

    /// <summary>Reads all segments into one label map; a voxel in several segments gets the lowest number.</summary>
    /// <inheritdoc cref="Read"/>
    public static LabelMapReading ReadLabels(string path, CancellationToken cancellationToken = default) =>
        ObjectFile.Read(path, Kinds.Segmentation, Kind, MaxValueBytes, file =>
        {
            var header = SegmentationHeader.Read(file);
            var sink = new OneLabelMap(header.Stack.Grid, [.. header.Segments.Select(s => s.LabelValue)]);
            SegmentationFrames.Fill(header, sink, cancellationToken);
            return SegmentLabels.Reading(path, sink, header.Segments, WarningsOf(header));
        });

    static List<string> WarningsOf(SegmentationHeader header) => header.Stack.Warning is { } warning ? [warning] : [];
}
