using System.Buffers.Binary;
using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Dicom;

public sealed class DicomSeriesReaderTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Slices_are_sorted_by_position_and_spacing_comes_from_positions_not_from_thickness()
    {
        DicomSlices.SaveStack(folder, DicomSlices.Even(7, 2.5, -100));
        File.WriteAllText(folder.File("notes.txt"), "not a scan, and longer than a header of sixteen bytes");

        var scan = DicomImage.ReadCt(folder.Path);

        Assert.Equal(new Shape(6, 4, 7), scan.Hu.Shape);
        Assert.Equal(0.5, scan.Hu.Grid.Spacing.IMm);
        Assert.Equal(2, scan.Hu.Grid.Spacing.JMm);
        Assert.Equal(2.5, scan.Hu.Grid.Spacing.KMm, 9);
        Assert.Equal(new PatientPoint(-10, -20, -100), scan.Hu.Grid.Origin);
        Assert.Equal(DicomSlices.Hu(5, 3, 6), scan.Hu[5, 3, 6]);
        Assert.Equal(DicomSlices.Hu(1, 2, 0), scan.Hu[1, 2, 0]);
        Assert.Empty(scan.Warnings);
        Assert.Equal(5, scan.Facts.SliceThicknessMm);
        Assert.Equal(70, scan.Facts.AgeYears);
    }

    [Fact]
    public void No_name_identifier_or_birth_date_leaves_the_reader()
    {
        DicomSlices.SaveStack(folder, DicomSlices.Even(3, 1));

        var catalogue = DicomFolder.Scan(folder.Path);
        var scan = DicomSeriesReader.Read(catalogue.Series[0]);

        var told = $"{catalogue.Series[0]} {scan.Facts} {string.Join(' ', scan.Warnings)} {catalogue.Series[0].Identify(new DicomPseudonym(new byte[16]))}";
        Assert.DoesNotContain("Mustermann", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("4711", told);
        Assert.DoesNotContain("1950", told);
        Assert.Equal("Abdomen … 3.0 B30f", scan.Facts.SeriesDescription);
    }

    [Fact]
    public void Rescale_is_per_slice_and_may_be_fractional()
    {
        DicomSlices.SaveStack(folder, DicomSlices.Even(2, 1), (k, s) => s.Text(Tags.RescaleSlope, "DS", k == 0 ? "1" : "0.5").Text(Tags.RescaleIntercept, "DS", k == 0 ? "-1024" : "-100.25"));

        var scan = DicomImage.ReadCt(folder.Path);

        Assert.Equal(DicomSlices.Hu(1, 1, 0), scan.Hu[1, 1, 0]);
        Assert.Equal((short)Math.Round(((DicomSlices.Hu(1, 1, 1) + 1024) * 0.5) - 100.25, MidpointRounding.AwayFromZero), scan.Hu[1, 1, 1]);
    }

    [Fact]
    public void Padding_becomes_air_but_not_where_it_would_punch_holes_into_tissue()
    {
        // Stored 1024 + 11 is 11 HU: a padding there is a mistake. Stored -2000 is outside the field.
        Func<int, Imaging.Dicom.Writing.DataSetWriter, Imaging.Dicom.Writing.DataSetWriter> padded = (k, s) =>
        {
            var pixels = new byte[48];
            BinaryPrimitives.WriteInt16LittleEndian(pixels, -2000);
            return s.Raw(Tags.PixelPaddingValue, "SS", [0x30, 0xF8]).Raw(Tags.PixelData, "OW", pixels);
        };
        DicomSlices.SaveStack(folder, DicomSlices.Even(2, 1), padded);
        var scan = DicomImage.ReadCt(folder.Path);
        Assert.Equal(-1024, scan.Hu[0, 0, 0]);

        using var other = new TemporaryFolder();
        DicomSlices.SaveStack(other, DicomSlices.Even(2, 1), (k, s) => s.Raw(Tags.PixelPaddingValue, "SS", [0x0B, 0x04]));
        var kept = DicomImage.ReadCt(other.Path);
        Assert.Equal(11, kept.Hu[1, 1, 0]);
        Assert.Contains(kept.Warnings, w => w.Contains("padding", StringComparison.Ordinal));
    }

    [Fact]
    public void Bits_that_are_not_stored_are_ignored_and_monochrome1_changes_no_value()
    {
        var pixels = new byte[48];
        BinaryPrimitives.WriteUInt16LittleEndian(pixels, 0xF000 | 1234);
        DicomSlices.SaveStack(folder, DicomSlices.Even(2, 1), (k, s) => s
            .UInt16(Tags.BitsStored, 12).UInt16(Tags.HighBit, 11).UInt16(Tags.PixelRepresentation, 0)
            .Text(Tags.Photometric, "CS", "MONOCHROME1").Raw(Tags.PixelData, "OW", pixels));

        Assert.Equal(1234 - 1024, DicomImage.ReadCt(folder.Path).Hu[0, 0, 0]);
    }

    [Fact]
    public void A_missing_slice_is_refused_with_its_place()
    {
        DicomSlices.SaveStack(folder, [0, 2, 4, 6, 10, 12, 14]);

        var error = Assert.Throws<UnreadableImageException>(() => DicomImage.ReadCt(folder.Path));

        Assert.Contains("1 slice is missing between 6 and 10 mm", error.Message, StringComparison.Ordinal);
        var filled = DicomSeriesReader.Read(DicomFolder.Scan(folder.Path).Series[0], new DicomReadOptions { FillGaps = true });
        Assert.Equal(8, filled.Hu.Shape.K);
        Assert.Equal((DicomSlices.Hu(0, 0, 3) + DicomSlices.Hu(0, 0, 4)) / 2, filled.Hu[0, 0, 4]);
    }

    [Fact]
    public void Jitter_is_accepted_with_a_warning_and_changing_distances_are_resampled()
    {
        DicomSlices.SaveStack(folder, [0, 2, 4.1, 6, 8, 10]);
        var jitter = DicomImage.ReadCt(folder.Path);
        Assert.Equal(2, jitter.Hu.Grid.Spacing.KMm, 6);
        Assert.Contains(jitter.Warnings, w => w.Contains("vary", StringComparison.Ordinal));

        using var other = new TemporaryFolder();
        DicomSlices.SaveStack(other, [0, 2, 4, 6, 9, 12, 15]);
        var changing = DicomImage.ReadCt(other.Path);
        Assert.Equal(3, changing.Hu.Grid.Spacing.KMm, 6);
        Assert.Equal((DicomSlices.Hu(0, 0, 1) + DicomSlices.Hu(0, 0, 2)) / 2, changing.Hu[0, 0, 1]);
    }

    [Fact]
    public void Copies_are_dropped_and_conflicts_refused()
    {
        DicomSlices.SaveStack(folder, DicomSlices.Even(3, 1));
        DicomSlices.Slice(1, 1).Save(folder, "copy");
        Assert.Contains(DicomImage.ReadCt(folder.Path).Warnings, w => w.Contains("copy", StringComparison.Ordinal));

        DicomSlices.Slice(2, 1).Save(folder, "conflict");
        Assert.Contains("two different images", Assert.Throws<UnreadableImageException>(() => DicomImage.ReadCt(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_acquisitions_in_one_series_become_two_series()
    {
        DicomSlices.SaveStack(folder, DicomSlices.Even(4, 1), (k, s) => s.Integer(Tags.AcquisitionNumber, 1));
        for (var k = 0; k < 4; k++)
        {
            DicomSlices.Slice(k + 1, k).Integer(Tags.AcquisitionNumber, 2).Save(folder, $"second{k}");
        }

        Assert.Equal([4, 4], DicomFolder.Scan(folder.Path).Series.Select(s => s.Slices));
    }

    [Fact]
    public void Localizers_and_other_orientations_are_told_apart_inside_one_series()
    {
        DicomSlices.SaveStack(folder, DicomSlices.Even(4, 1));
        DicomSlices.Slice(0, 50).Text(Tags.ImageType, "CS", "ORIGINAL\\PRIMARY\\LOCALIZER").Save(folder, "scout");
        DicomSlices.Slice(0, 60).Numbers(Tags.ImageOrientation, 1, 0, 0, 0, 0, -1).Save(folder, "coronal");

        var catalogue = DicomFolder.Scan(folder.Path);
        var choice = SeriesChoice.For(catalogue);

        Assert.Equal(3, catalogue.Series.Length);
        Assert.Equal(4, choice.Chosen.Slices);
        Assert.Contains(choice.Others, o => o.WhyNot == "is a localizer");
        Assert.Contains(choice.Others, o => o.WhyNot == "is not axial");
        var scout = choice.Others.Single(o => o.WhyNot == "is a localizer").Series;
        Assert.Contains("localizer", Assert.Throws<UnreadableImageException>(() => DicomSeriesReader.Read(scout)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_without_uids_is_held_together_by_its_attributes()
    {
        DicomSlices.SaveStack(folder, DicomSlices.Even(5, 1), (k, s) => s.Text(Tags.SeriesUid, "UI", "").Text(Tags.StudyUid, "UI", ""));

        Assert.Equal(5, Assert.Single(DicomFolder.Scan(folder.Path).Series).Slices);
    }

    [Fact]
    public void A_tilted_gantry_is_straightened()
    {
        // Planes tilted by 15 degrees about the left-right axis, moved along the table: a rod along the table must become one along its true direction.
        var angle = 15 * Math.PI / 180;
        double c = Math.Cos(angle), s = Math.Sin(angle);
        const int size = 41;
        for (var k = 0; k < 9; k++)
        {
            var pixels = new byte[2 * size * size];
            BinaryPrimitives.WriteInt16LittleEndian(pixels.AsSpan(2 * ((20 * size) + 20)), 2024);
            DicomSlices.Slice(k, 4 * k).UInt16(Tags.Rows, size).UInt16(Tags.Columns, size).Numbers(Tags.PixelSpacing, 1, 1)
                .Numbers(Tags.ImagePosition, 0, 0, 4 * k).Numbers(Tags.ImageOrientation, 1, 0, 0, 0, c, s).Raw(Tags.PixelData, "OW", pixels).Save(folder, $"t{k}");
        }

        var scan = DicomImage.ReadCt(folder.Path);

        Assert.Contains(scan.Warnings, w => w.Contains("tilted by 15°", StringComparison.Ordinal));
        Assert.Equal(4 * c, scan.Hu.Grid.Spacing.KMm, 6);
        var grid = scan.Hu.Grid;
        for (var k = 0; k < 9; k++)
        {
            // Where the rod was put in slice k, in the patient.
            var (i, j, at) = grid.ToVoxel(new PatientPoint(20, 20 * c, (20 * s) + (4 * k)));
            Assert.Equal(k, at, 6);
            var j0 = (int)Math.Floor(j + 1e-9);
            double part = j - j0, a = scan.Hu[(int)Math.Round(i), j0, k] + 1024.0, b = scan.Hu[(int)Math.Round(i), j0 + 1, k] + 1024.0;
            Assert.Equal(part, b / (a + b), 2);
            Assert.Equal(2024, a + b, 1.5);
        }
    }

    [Fact]
    public void A_single_slice_is_read_with_a_warning()
    {
        DicomSlices.Slice(0, 5).Save(folder, "one");

        var scan = DicomImage.ReadCt(folder.File("one"));

        Assert.Equal(5, scan.Hu.Grid.Spacing.KMm);
        Assert.Contains(scan.Warnings, w => w.Contains("single slice", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_ct_is_refused_by_name()
    {
        Assert.Contains("no such file", Refused(folder.File("nothing")), StringComparison.Ordinal);
        Assert.Contains("empty", Refused(folder.Path), StringComparison.Ordinal);

        DicomSlices.Slice(0, 0).Text(Tags.Modality, "CS", "MR").Save(folder, "mr/a");
        Assert.Contains("is MR, not CT", Refused(folder.File("mr")), StringComparison.Ordinal);

        DicomSlices.Slice(0, 0).UInt16(Tags.SamplesPerPixel, 3).Text(Tags.Photometric, "CS", "RGB").Save(folder, "rgb/a");
        Assert.Contains("colour", Refused(folder.File("rgb")), StringComparison.Ordinal);

        DicomSlices.Slice(0, 0).UInt16(Tags.Rows, 60000).UInt16(Tags.Columns, 1000).Save(folder, "lie/a");
        Assert.Contains("60000", Refused(folder.File("lie")), StringComparison.Ordinal);

        DicomSlices.Slice(0, 0).Text(Tags.PixelSpacing, "DS", "").Save(folder, "unplaced/a");
        Assert.Contains("where its slices lie", Refused(folder.File("unplaced")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_enhanced_multiframe_ct_takes_position_and_rescale_from_each_frame()
    {
        const int frames = 5;
        var pixels = new byte[48 * frames];
        for (var n = 0; n < 24 * frames; n++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(pixels.AsSpan(2 * n), (short)(n / 24));
        }

        Imaging.Dicom.Writing.DataSetWriter New() => new();
        New().Text(Tags.Modality, "CS", "CT").Text(Tags.SeriesUid, "UI", "1.5").Integer(Tags.NumberOfFrames, frames)
            .Text(Tags.ImageType, "CS", "ORIGINAL\\PRIMARY\\VOLUME")
            .UInt16(Tags.SamplesPerPixel, 1).Text(Tags.Photometric, "CS", "MONOCHROME2").UInt16(Tags.Rows, 4).UInt16(Tags.Columns, 6)
            .UInt16(Tags.BitsAllocated, 16).UInt16(Tags.BitsStored, 16).UInt16(Tags.HighBit, 15).UInt16(Tags.PixelRepresentation, 1)
            .Sequence(Tags.SharedFunctionalGroups, New()
                .Sequence(Tags.PlaneOrientation, New().Numbers(Tags.ImageOrientation, 1, 0, 0, 0, 1, 0))
                .Sequence(Tags.PixelMeasures, New().Numbers(Tags.PixelSpacing, 0.8, 0.6).Numbers(Tags.SliceThickness, 3)))
            .Sequence(Tags.PerFrameFunctionalGroups, Enumerable.Range(0, frames).Select(f => New()
                .Sequence(Tags.PlanePosition, New().Numbers(Tags.ImagePosition, 0, 0, -1.5 * f))
                .Sequence(Tags.PixelValueTransformation, New().Numbers(Tags.RescaleSlope, 2).Numbers(Tags.RescaleIntercept, -10 * f).Text(Tags.RescaleType, "LO", "HU"))))
            .Raw(Tags.PixelData, "OW", pixels).Save(folder.File("enhanced"), Kinds.EnhancedCt, "1.5.6");

        var scan = DicomImage.ReadCt(folder.File("enhanced"));

        Assert.Equal(new Shape(6, 4, 5), scan.Hu.Shape);
        Assert.Equal(new Spacing(0.6, 0.8, 1.5), scan.Hu.Grid.Spacing);
        Assert.Equal(-6, scan.Hu.Grid.Origin.ZMm);
        Assert.Equal((2 * 4) - 40, scan.Hu[0, 0, 0]);
        Assert.Equal(0, scan.Hu[0, 0, 4]);
    }

    static string Refused(string path) => Assert.Throws<UnreadableImageException>(() => DicomImage.ReadCt(path)).Message;
}
