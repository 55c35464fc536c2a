using System.Buffers.Binary;
using System.Globalization;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Dicom.Writing;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom.Segments;

/// <summary>Makes the attributes of a binary SEG (PS3.3 A.51, C.8.20) of a label map on canonical axes.</summary>
static class SegmentationWriter
{
    public static void Write(string path, LabelMap map, DicomSeriesTexts texts, SegmentAlgorithm algorithm, CancellationToken cancellationToken)
    {
        var occurs = map.CountVoxels();
        ushort[] values = [.. Enumerable.Range(1, ushort.MaxValue).Where(v => occurs[v] > 0).Select(v => (ushort)v)];
        if (values.Length == 0)
        {
            throw new ArgumentException("The label map is empty; a DICOM segmentation needs at least one segment.", nameof(map));
        }

        var frames = FramesOf(map, values, cancellationToken);
        var pixels = Pack(map, values, frames, cancellationToken);
        var seed = $"{texts.StudySeed}/{texts.SeriesSeed}/segmentation";
        var data = Describe(map, texts, seed, frames.Count)
            .Sequence(Tags.SegmentSequence, values.Select((v, n) => Segment(n + 1, v, map.Labels.Find(v)?.Name ?? $"label_{v}", algorithm)))
            .Sequence(Tags.SharedFunctionalGroups, Shared(map))
            .Sequence(Tags.PerFrameFunctionalGroups, frames.Select(f => Frame(map, f.Segment, f.K)))
            .Raw(Tags.PixelData, "OB", pixels);
        data.Save(path, Kinds.Segmentation, DicomSeriesWriter.Uid(seed));
    }

    /// <summary>Segment by segment the slices it is in; a slice without any segment goes to the first, so that none is lost.</summary>
    static List<(int Segment, int K)> FramesOf(LabelMap map, ushort[] values, CancellationToken cancellationToken)
    {
        var indexOf = new int[ushort.MaxValue + 1];
        for (var n = 0; n < values.Length; n++)
        {
            indexOf[values[n]] = n + 1;
        }

        var slices = new bool[values.Length, map.Shape.K];
        SliceLoop.Run(
            map.Shape.K,
            k =>
            {
                var any = false;
                foreach (var value in map.Voxels.Slice(k))
                {
                    if (value != 0)
                    {
                        slices[indexOf[value] - 1, k] = any = true;
                    }
                }

                slices[0, k] |= !any;
            },
            cancellationToken);
        return [.. Enumerable.Range(0, values.Length).SelectMany(n => Enumerable.Range(0, map.Shape.K).Where(k => slices[n, k]).Select(k => (n, k)))];
    }

    /// <summary>All frames bit by bit, without a gap between them (PS3.5 8.1.1).</summary>
    static byte[] Pack(LabelMap map, ushort[] values, List<(int Segment, int K)> frames, CancellationToken cancellationToken)
    {
        var bits = (long)frames.Count * map.Shape.SliceCount;
        if ((bits + 7) / 8 > Array.MaxLength)
        {
            throw new ArgumentException($"{frames.Count} frames of {map.Shape.I}×{map.Shape.J} are more than one DICOM object can hold; write fewer segments.", nameof(map));
        }

        var packed = new byte[(bits + 7) / 8];
        var at = 0L;
        foreach (var (segment, k) in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var value = values[segment];
            foreach (var voxel in map.Voxels.Slice(k))
            {
                if (voxel == value)
                {
                    packed[at >> 3] |= (byte)(1 << (int)(at & 7));
                }

                at++;
            }
        }

        return packed;
    }

    static DataSetWriter Describe(LabelMap map, DicomSeriesTexts texts, string seed, int frameCount)
    {
        var organization = DicomSeriesWriter.Uid($"{seed}/dimensions");
        return DicomSeriesWriter.Patient(AcquisitionFacts.None, texts)
            .Text(Tags.ImageType, "CS", "DERIVED\\PRIMARY")
            .Text(Tags.Modality, "CS", "SEG")
            .Text(Tags.ContentDate, "DA", texts.StudyDate?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "19000101")
            .Text(Tags.ContentTime, "TM", "000000")
            .Text(Tags.SeriesDescription, "LO", Ascii(texts.Description))
            .Text(Tags.ManufacturerModel, "LO", "DeepAnatomy")
            .Text(Tags.DeviceSerialNumber, "LO", "0")
            .Text(Tags.SoftwareVersions, "LO", "DeepAnatomy")
            .Text(Tags.StudyUid, "UI", DicomSeriesWriter.Uid(texts.StudySeed))
            .Text(Tags.SeriesUid, "UI", DicomSeriesWriter.Uid($"{seed}/series"))
            .Text(Tags.FrameOfReference, "UI", DicomSeriesWriter.Uid($"{texts.StudySeed}/frame"))
            .Text(Tags.PositionReference, "LO", "")
            .Integer(Tags.SeriesNumber, texts.SeriesNumber)
            .Integer(Tags.InstanceNumber, 1)
            .Sequence(Tags.DimensionOrganization, new DataSetWriter().Text(Tags.DimensionOrganizationUid, "UI", organization))
            .Sequence(
                Tags.DimensionIndex,
                Dimension(organization, Tags.ReferencedSegmentNumber, Tags.SegmentIdentification, "ReferencedSegmentNumber"),
                Dimension(organization, Tags.ImagePosition, Tags.PlanePosition, "ImagePositionPatient"))
            .UInt16(Tags.SamplesPerPixel, 1)
            .Text(Tags.Photometric, "CS", "MONOCHROME2")
            .Integer(Tags.NumberOfFrames, frameCount)
            .UInt16(Tags.Rows, (ushort)map.Shape.J)
            .UInt16(Tags.Columns, (ushort)map.Shape.I)
            .UInt16(Tags.BitsAllocated, 1)
            .UInt16(Tags.BitsStored, 1)
            .UInt16(Tags.HighBit, 0)
            .UInt16(Tags.PixelRepresentation, 0)
            .Text(Tags.LossyCompression, "CS", "00")
            .Text(Tags.SegmentationType, "CS", "BINARY")
            .Text(Tags.SegmentsOverlap, "CS", "NO")
            .Text(Tags.ContentLabel, "CS", "SEGMENTATION")
            .Text(Tags.ContentDescription, "LO", Ascii(texts.Description))
            .Text(Tags.ContentCreator, "PN", "");
    }

    static DataSetWriter Dimension(string organization, DicomTag pointer, DicomTag group, string name) => new DataSetWriter()
        .Text(Tags.DimensionOrganizationUid, "UI", organization)
        .Raw(Tags.DimensionIndexPointer, "AT", TagBytes(pointer))
        .Raw(Tags.FunctionalGroupPointer, "AT", TagBytes(group))
        .Text(Tags.DimensionDescription, "LO", name);

    static DataSetWriter Segment(int number, ushort value, string name, SegmentAlgorithm algorithm) => new DataSetWriter()
        .Sequence(Tags.SegmentedPropertyCategory, Code("123037004", "SCT", "Body structure"))
        .UInt16(Tags.SegmentNumber, (ushort)number)
        .Text(Tags.SegmentLabel, "LO", Ascii(name))
        .Text(Tags.SegmentAlgorithmType, "CS", algorithm.ToString().ToUpperInvariant())
        .Text(Tags.SegmentAlgorithmName, "LO", algorithm == SegmentAlgorithm.Manual ? null : "DeepAnatomy")
        .Sequence(Tags.SegmentedPropertyType, Code(value.ToString(CultureInfo.InvariantCulture), SegmentLabels.ValueScheme, Ascii(name)));

    static DataSetWriter Code(string value, string scheme, string meaning) => new DataSetWriter()
        .Text(Tags.CodeValue, "SH", value)
        .Text(Tags.CodingScheme, "SH", scheme)
        .Text(Tags.CodeMeaning, "LO", meaning);

    static DataSetWriter Shared(LabelMap map)
    {
        var (row, column, spacing) = (map.Grid.Orientation.I, map.Grid.Orientation.J, map.Grid.Spacing);
        return new DataSetWriter()
            .Sequence(Tags.PlaneOrientation, new DataSetWriter().Numbers(Tags.ImageOrientation, row.XMm, row.YMm, row.ZMm, column.XMm, column.YMm, column.ZMm))
            .Sequence(Tags.PixelMeasures, new DataSetWriter()
                .Number(Tags.SliceThickness, spacing.KMm)
                .Number(Tags.SpacingBetweenSlices, spacing.KMm)
                .Numbers(Tags.PixelSpacing, spacing.JMm, spacing.IMm));
    }

    static DataSetWriter Frame(LabelMap map, int segment, int k)
    {
        var at = map.Grid.ToPatient(0, 0, k);
        return new DataSetWriter()
            .Sequence(Tags.FrameContent, new DataSetWriter().UInt32(Tags.DimensionIndexValues, (uint)(segment + 1), (uint)(k + 1)))
            .Sequence(Tags.PlanePosition, new DataSetWriter().Numbers(Tags.ImagePosition, at.XMm, at.YMm, at.ZMm))
            .Sequence(Tags.SegmentIdentification, new DataSetWriter().UInt16(Tags.ReferencedSegmentNumber, (ushort)(segment + 1)));
    }

    static byte[] TagBytes(DicomTag tag)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), tag.Element);
        return bytes;
    }

    static string Ascii(string text) => new([.. text.Where(c => c is >= ' ' and < (char)127 and not '\\').Take(64)]);
}
