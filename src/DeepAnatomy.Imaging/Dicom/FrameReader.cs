using System.Buffers.Binary;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Takes the image planes out of a header: one for a classic image, one per frame for an enhanced one (per-frame before shared before top level).</summary>
static class FrameReader
{
    public static IReadOnlyList<SliceFrame> Read(DicomFile file)
    {
        var h = file.Header;
        var layout = Layout(h);
        var pixels = new PixelSource(file.Path, file.FileBytes, file.Syntax, file.PixelOffset, file.PixelBytes, layout);
        if (pixels.Problem is { } problem && !layout.IsColour)
        {
            throw new DicomFormatException("it " + problem);
        }

        var shared = h.First(Tags.SharedFunctionalGroups);
        var perFrame = h.Items(Tags.PerFrameFunctionalGroups);
        if (perFrame.Count > 0 && perFrame.Count != layout.Frames)
        {
            throw new DicomFormatException($"it says {layout.Frames} frames but describes {perFrame.Count}");
        }

        var count = layout.IsColour ? 1 : layout.Frames;
        var frames = new SliceFrame[count];
        for (var n = 0; n < count; n++)
        {
            frames[n] = Frame(new Lookup(perFrame.Count > 0 ? perFrame[n] : null, shared, h), pixels, n);
        }

        return frames;
    }

    static PixelLayout Layout(DataSet h)
    {
        int allocated = h.UInt16(Tags.BitsAllocated) ?? 16;
        int stored = h.UInt16(Tags.BitsStored) ?? allocated;
        return new(
            h.UInt16(Tags.Rows) ?? 0,
            h.UInt16(Tags.Columns) ?? 0,
            h.Contains(Tags.NumberOfFrames) ? h.Integer(Tags.NumberOfFrames) ?? 1 : 1,
            h.UInt16(Tags.SamplesPerPixel) ?? 1,
            h.Contains(Tags.FloatPixelData) || h.Contains(Tags.DoublePixelData) ? 0 : allocated,
            stored,
            h.UInt16(Tags.HighBit) ?? stored - 1,
            h.UInt16(Tags.PixelRepresentation) == 1,
            h.Text(Tags.Photometric) ?? "MONOCHROME2");
    }

    static SliceFrame Frame(Lookup at, PixelSource pixels, int index)
    {
        var h = at.Top;
        var orientation = at.In(Tags.PlaneOrientation, Tags.ImageOrientation).Decimals(Tags.ImageOrientation, 6);
        var spacing = at.In(Tags.PixelMeasures, Tags.PixelSpacing).Decimals(Tags.PixelSpacing, 2);
        var rescale = at.In(Tags.PixelValueTransformation, Tags.RescaleSlope);
        var uid = h.Text(Tags.SopInstance);
        var frame = new SliceFrame
        {
            Pixels = pixels,
            FrameIndex = index,
            Position = at.In(Tags.PlanePosition, Tags.ImagePosition).Decimals(Tags.ImagePosition, 3) is { } p ? new PatientPoint(p[0], p[1], p[2]) : null,
            RowSpacingMm = spacing is not null && spacing[0] > 0 ? spacing[0] : null,
            ColumnSpacingMm = spacing is not null && spacing[1] > 0 ? spacing[1] : null,
            Slope = rescale.Decimal(Tags.RescaleSlope) is { } slope && slope != 0 ? slope : 1,
            Intercept = rescale.Decimal(Tags.RescaleIntercept) ?? 0,
            HasRescale = rescale.Decimal(Tags.RescaleIntercept) is not null,
            IsLossy = h.Text(Tags.LossyCompression) == "01",
            HasModalityTable = h.Contains(Tags.ModalityLut) && rescale.Decimal(Tags.RescaleSlope) is null,
            RescaleType = rescale.Text(Tags.RescaleType),
            PaddingLow = Padding(h, Tags.PixelPaddingValue),
            PaddingHigh = Padding(h, Tags.PixelPaddingLimit) ?? Padding(h, Tags.PixelPaddingValue),
            ImageType = at.In(Tags.CtImageFrameType, Tags.FrameType) is { } type && type.Contains(Tags.FrameType) ? type.Texts(Tags.FrameType) : h.Texts(Tags.ImageType),
            Kernel = at.In(Tags.CtReconstruction, Tags.ConvolutionKernel).Text(Tags.ConvolutionKernel),
            SliceThicknessMm = at.In(Tags.PixelMeasures, Tags.SliceThickness).Decimal(Tags.SliceThickness) is { } t && t > 0 ? t : null,
            InstanceUid = uid is null ? null : $"{uid}#{index}",
            InstanceNumber = h.Integer(Tags.InstanceNumber) ?? 0,
            Moments = Moments(at, pixels.Path),
        };
        return Directions(orientation) is var (row, column) ? frame with { RowDirection = row, ColumnDirection = column } : frame;
    }

    static FrameMoments Moments(Lookup at, string path)
    {
        var h = at.Top;
        var content = at.In(Tags.FrameContent, Tags.StackId);
        return new(
            content.UInt16(Tags.FrameAcquisitionNumber)?.ToString() ?? h.Text(Tags.AcquisitionNumber),
            content.UInt32(Tags.TemporalPositionIndex)?.ToString() ?? h.Text(Tags.TemporalPosition),
            content.Text(Tags.StackId),
            h.Text(Tags.AcquisitionDateTime) ?? h.Text(Tags.AcquisitionTime),
            h.Text(Tags.ContentTime),
            System.IO.Path.GetDirectoryName(path) ?? "");
    }

    static (PatientPoint Row, PatientPoint Column)? Directions(double[]? iop)
    {
        if (iop is null)
        {
            return null;
        }

        PatientPoint row = new(iop[0], iop[1], iop[2]), column = new(iop[3], iop[4], iop[5]);
        if (Math.Abs(row.LengthMm - 1) > 0.01 || Math.Abs(column.LengthMm - 1) > 0.01 || Math.Abs(row.Dot(column)) > Orientation.OrthogonalityTolerance)
        {
            return null;
        }

        return ((1 / row.LengthMm) * row, (1 / column.LengthMm) * column);
    }

    // US or SS by Pixel Representation; kept as the raw 16 bits and compared so.
    static int? Padding(DataSet h, DicomTag tag) => h.Bytes(tag) switch
    {
        { Length: >= 4 } b when (h.UInt16(Tags.BitsAllocated) ?? 16) == 32 => h.BigEndian ? BinaryPrimitives.ReadInt32BigEndian(b) : BinaryPrimitives.ReadInt32LittleEndian(b),
        { Length: >= 2 } => h.UInt16(tag),
        _ => null,
    };

    /// <summary>Finds an attribute of a frame in the per-frame groups, the shared groups, or the top level.</summary>
    readonly record struct Lookup(DataSet? PerFrame, DataSet? Shared, DataSet Top)
    {
        public DataSet In(DicomTag group, DicomTag attribute)
        {
            if (PerFrame?.First(group) is { } own && own.Contains(attribute))
            {
                return own;
            }

            return Shared?.First(group) is { } shared && shared.Contains(attribute) ? shared : PerFrame?.First(group) ?? Shared?.First(group) ?? Top;
        }
    }
}
