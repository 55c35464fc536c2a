using System.Globalization;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Dicom.Segments;

/// <summary>What the segments of a file are called, and their values, when they become one label map.</summary>
static class SegmentLabels
{
    /// <summary>The private coding scheme whose codes are label values; segment numbers must count from 1 without gaps and so cannot keep them.</summary>
    public const string ValueScheme = "99DEEPANATOMY";

    public static LabelSet SetOf(IEnumerable<DicomSegment> segments) => new("in-file", segments.Select(s => new Label(s.LabelValue, s.Name)));

    public static LabelMapReading Reading(string path, OneLabelMap labels, IReadOnlyList<DicomSegment> segments, IEnumerable<string> noticed)
    {
        List<string> warnings = [.. noticed];
        if (labels.OverlappingVoxels is > 0 and var count)
        {
            warnings.Add($"{count} voxels are in more than one segment; each got the first of them.");
        }

        var voxels = labels.Finish();
        var (set, reason) = LabelNames.Find(path, voxels, [.. SetOf(segments).Labels], warnings);
        return new(new(voxels, set), reason, warnings, path, ObjectFile.Sha256(path));
    }

    /// <summary>The values of the segments: those in the codes where all have one and none occurs twice, else the numbers.</summary>
    public static ushort[] ValuesOf(IReadOnlyList<(int Number, DataSet Item)> segments)
    {
        var coded = segments.Select(s => ValueOf(s.Item.First(Tags.SegmentedPropertyType))).OfType<ushort>().Distinct().ToArray();
        return coded.Length == segments.Count ? coded : [.. segments.Select(s => (ushort)s.Number)];
    }

    static ushort? ValueOf(DataSet? code) =>
        code?.Text(Tags.CodingScheme) == ValueScheme && ushort.TryParse(code.Text(Tags.CodeValue), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
}
