using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Dicom.Segments;

/// <summary>What a DICOM SEG says before its pixels: segments by rising number, and for every frame its segment and its slice.</summary>
/// <param name="File">The file.</param>
/// <param name="Layout">How the pixels are stored.</param>
/// <param name="Segments">By rising number.</param>
/// <param name="SegmentOfFrame">Index into <paramref name="Segments"/>.</param>
/// <param name="Stack">The grid and the slice of every frame.</param>
/// <param name="Threshold">Stored values from here on are inside.</param>
sealed record SegmentationHeader(DicomFile File, PixelLayout Layout, DicomSegment[] Segments, int[] SegmentOfFrame, FrameStack Stack, int Threshold)
{
    // A large volume of which hardly any slice has a frame costs memory for nothing.
    const int LargeVoxels = 300_000_000, MostVoxelsPerByte = 5000;

    public static SegmentationHeader Read(DicomFile file)
    {
        var h = file.Header;
        var layout = LayoutOf(h);
        CheckPixels(file, layout);
        var segments = SegmentsOf(h);
        var perFrame = h.Items(Tags.PerFrameFunctionalGroups);
        if (perFrame.Count != layout.Frames)
        {
            throw new DicomFormatException($"it says {layout.Frames} frames but describes {perFrame.Count}");
        }

        var shared = h.First(Tags.SharedFunctionalGroups);
        var numbers = segments.Select((s, n) => (s.Number, Index: n)).ToDictionary(s => s.Number, s => s.Index);
        var planes = new FramePlane[layout.Frames];
        var owners = new int[layout.Frames];
        for (var n = 0; n < layout.Frames; n++)
        {
            planes[n] = Plane(perFrame[n], shared, n);
            var number = (In(perFrame[n], shared, Tags.SegmentIdentification) ?? h).UInt16(Tags.ReferencedSegmentNumber);
            owners[n] = number is { } known && numbers.TryGetValue(known, out var index) ? index : throw new DicomFormatException($"frame {n + 1} belongs to no segment of the file");
        }

        var measures = In(perFrame[0], shared, Tags.PixelMeasures);
        var stack = FrameStack.Of(file.Path, planes, layout.Columns, layout.Rows, measures?.Decimal(Tags.SpacingBetweenSlices), measures?.Decimal(Tags.SliceThickness));
        if (stack.Grid.Shape.Count > LargeVoxels && stack.Grid.Shape.Count / MostVoxelsPerByte > file.FileBytes)
        {
            throw new DicomFormatException($"{file.FileBytes} bytes with {stack.Grid.Shape} voxels are nearly all empty slices (a damaged position?)");
        }

        return new(file, layout, segments, owners, stack, layout.BitsAllocated == 1 ? 1 : Half(h));
    }

    static PixelLayout LayoutOf(DataSet h)
    {
        int allocated = h.UInt16(Tags.BitsAllocated) ?? 0;
        return new(
            h.UInt16(Tags.Rows) ?? 0, h.UInt16(Tags.Columns) ?? 0, h.Integer(Tags.NumberOfFrames) ?? 1, h.UInt16(Tags.SamplesPerPixel) ?? 1,
            allocated, h.UInt16(Tags.BitsStored) ?? allocated, h.UInt16(Tags.HighBit) ?? allocated - 1, false, h.Text(Tags.Photometric) ?? "MONOCHROME2");
    }

    static void CheckPixels(DicomFile file, PixelLayout layout)
    {
        if (!file.HasPixels)
        {
            throw new DicomFormatException("it has no pixel data");
        }

        if (layout.BitsAllocated != 1)
        {
            if (layout.BitsAllocated != 8)
            {
                throw new DicomFormatException($"it has {layout.BitsAllocated} bits per pixel where a segmentation has 1 or 8");
            }

            if (new PixelSource(file.Path, file.FileBytes, file.Syntax, file.PixelOffset, file.PixelBytes, layout).Problem is { } problem)
            {
                throw new DicomFormatException("it " + problem);
            }

            return;
        }

        if ((layout with { BitsAllocated = 8, BitsStored = 8, HighBit = 7 }).Problem is { } impossible)
        {
            throw new DicomFormatException("it " + impossible);
        }

        if (file.IsEncapsulated || file.Syntax.IsBigEndian)
        {
            throw new DicomFormatException($"its 1-bit pixels are stored in a way that cannot be decoded ({file.Syntax.Name})");
        }

        var wanted = (((long)layout.Rows * layout.Columns * layout.Frames) + 7) / 8;
        if (file.PixelBytes < wanted || (!file.Syntax.IsDeflated && file.PixelOffset + wanted > file.FileBytes))
        {
            throw new DicomFormatException($"it says {layout.Columns}×{layout.Rows}×{layout.Frames} pixels but does not hold their {wanted} bytes (truncated)");
        }
    }

    static DicomSegment[] SegmentsOf(DataSet h)
    {
        var items = h.Items(Tags.SegmentSequence).Select(s => (Number: (int)(s.UInt16(Tags.SegmentNumber) ?? 0), Item: s)).OrderBy(s => s.Number).ToArray();
        if (items.Length == 0 || items.Any(s => s.Number == 0) || items.DistinctBy(s => s.Number).Count() != items.Length)
        {
            throw new DicomFormatException(items.Length == 0 ? "it names no segments" : "its segment numbers are missing or not unique");
        }

        var names = new SegmentNames(h);
        var values = SegmentLabels.ValuesOf(items);
        return [.. items.Select((s, n) => new DicomSegment(s.Number, names.Of(s.Item.Text(Tags.SegmentLabel), "segment", s.Number), AlgorithmOf(s.Item), values[n]))];
    }

    static SegmentAlgorithm AlgorithmOf(DataSet segment) => segment.Text(Tags.SegmentAlgorithmType) switch
    {
        "AUTOMATIC" => SegmentAlgorithm.Automatic,
        "SEMIAUTOMATIC" => SegmentAlgorithm.Semiautomatic,
        "MANUAL" => SegmentAlgorithm.Manual,
        _ => SegmentAlgorithm.Unknown,
    };

    static FramePlane Plane(DataSet frame, DataSet? shared, int n)
    {
        var position = In(frame, shared, Tags.PlanePosition)?.Decimals(Tags.ImagePosition, 3);
        var directions = In(frame, shared, Tags.PlaneOrientation)?.Decimals(Tags.ImageOrientation, 6);
        var spacing = In(frame, shared, Tags.PixelMeasures)?.Decimals(Tags.PixelSpacing, 2);
        if (position is null || directions is null || spacing is null || !(spacing[0] > 1e-3 && spacing[0] < 1e3 && spacing[1] > 1e-3 && spacing[1] < 1e3))
        {
            throw new DicomFormatException($"frame {n + 1} has no position, orientation or pixel spacing in the patient");
        }

        PatientPoint row = new(directions[0], directions[1], directions[2]), column = new(directions[3], directions[4], directions[5]);
        if (position.Any(p => Math.Abs(p) > 1e6) || Math.Abs(row.LengthMm - 1) > 0.01 || Math.Abs(column.LengthMm - 1) > 0.01 || Math.Abs(row.Dot(column)) > Orientation.OrthogonalityTolerance)
        {
            throw new DicomFormatException($"frame {n + 1} has an impossible position or orientation");
        }

        return new(new(position[0], position[1], position[2]), (1 / row.LengthMm) * row, (1 / column.LengthMm) * column, spacing[0], spacing[1]);
    }

    static DataSet? In(DataSet frame, DataSet? shared, DicomTag group) => frame.First(group) ?? shared?.First(group);

    // Fractions are stored as 0 … Maximum Fractional Value; at least half is inside.
    static int Half(DataSet h) => h.Text(Tags.SegmentationType) == "BINARY" ? 1 : ((h.UInt16(Tags.MaximumFractionalValue) ?? 255) + 1) / 2;
}
