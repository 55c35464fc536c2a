using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Dicom.Writing;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Dicom;

/// <summary>Damaged segmentations and structure sets end in masks or in one clear line.</summary>
public sealed class DicomSegmentFuzzTests
{
    static readonly Grid Ct = new(new Shape(16, 16, 4), new Spacing(1, 1, 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_segmentation_is_read_or_refused(int seed)
    {
        using var folder = new TemporaryFolder();
        DicomSegmentation.Write(folder.File("whole"), DicomSegmentationTests.Random(new Shape(9, 7, 5), 1));
        Fuzz(folder, seed, 400, path =>
        {
            DicomSegmentation.Read(path);
            DicomSegmentation.ReadLabels(path);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_structure_set_is_read_or_refused(int seed)
    {
        using var folder = new TemporaryFolder();
        var box = new double[] { 2, 2, 1, 9, 2, 1, 9, 9, 1, 2, 9, 1 };
        RtStructureSetTests.Structures(("a", [box, box]), ("b", [box])).Save(folder.File("whole"), Kinds.StructureSet, "1.2.3");
        Fuzz(folder, seed, 400, path =>
        {
            RtStructureSet.Read(path, Ct);
            RtStructureSet.ReadLabels(path, Ct);
        });
    }

    [Fact]
    public void Slices_that_lie_impossibly_far_apart_are_refused_before_memory_is_taken()
    {
        using var folder = new TemporaryFolder();
        Fractional(folder.File("seg"), [0, 0.5, 800_000]);
        Refused(folder.File("seg"), "slices of 0.5 mm");
    }

    [Fact]
    public void More_frames_than_the_file_holds_are_refused()
    {
        using var folder = new TemporaryFolder();
        DicomSegmentation.Write(folder.File("whole"), DicomSegmentationTests.Random(new Shape(64, 64, 5), 1));
        File.WriteAllBytes(folder.File("cut"), File.ReadAllBytes(folder.File("whole"))[..^500]);
        Refused(folder.File("cut"), "truncated");
    }

    [Fact]
    public void A_fraction_of_at_least_half_is_inside()
    {
        using var folder = new TemporaryFolder();
        Fractional(folder.File("seg"), [0, 3, 6]);
        var mask = DicomSegmentation.Read(folder.File("seg")).Masks["segment_1"];
        // Maximum 100; the frame holds 0, 49, 50, 100.
        Assert.Equal([0, 0, 1, 1], mask.Slice(1).ToArray().Select(v => (int)v));
        Assert.Equal(3, mask.Grid.Spacing.KMm, 9);
    }

    [Fact]
    public void Two_slices_far_apart_keep_the_spacing_that_the_file_states_and_three_uneven_ones_without_it_are_refused()
    {
        using var folder = new TemporaryFolder();
        Fractional(folder.File("two"), [0, 9], statedMm: 3);
        Assert.Equal(4, DicomSegmentation.Read(folder.File("two")).Masks.Grid.Shape.K);
        Fractional(folder.File("three"), [0, 4, 10]);
        Refused(folder.File("three"), "not evenly spaced");
        Fractional(folder.File("even"), [0, 5, 10, 15], statedMm: 1);
        var even = DicomSegmentation.Read(folder.File("even"));
        Assert.Equal(4, even.Masks.Grid.Shape.K);
        Assert.Single(even.Warnings);
    }

    [Fact]
    public void A_single_slice_takes_its_thickness_and_without_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        Fractional(folder.File("thick"), [7], thicknessMm: 2.5);
        Assert.Equal(2.5, DicomSegmentation.Read(folder.File("thick")).Masks.Grid.Spacing.KMm);
        Fractional(folder.File("none"), [7]);
        Refused(folder.File("none"), "neither a spacing nor a thickness");
    }

    static void Fractional(string path, double[] heightsMm, double? statedMm = null, double? thicknessMm = null) => new DataSetWriter()
        .Text(Tags.Modality, "CS", "SEG")
        .Text(Tags.PatientName, "PN", "Mustermann^Erika")
        .UInt16(Tags.SamplesPerPixel, 1)
        .Text(Tags.Photometric, "CS", "MONOCHROME2")
        .Integer(Tags.NumberOfFrames, heightsMm.Length)
        .UInt16(Tags.Rows, 2)
        .UInt16(Tags.Columns, 2)
        .UInt16(Tags.BitsAllocated, 8)
        .UInt16(Tags.BitsStored, 8)
        .UInt16(Tags.HighBit, 7)
        .Text(Tags.SegmentationType, "CS", "FRACTIONAL")
        .UInt16(Tags.MaximumFractionalValue, 100)
        .Sequence(Tags.SegmentSequence, new DataSetWriter().UInt16(Tags.SegmentNumber, 1).Text(Tags.SegmentLabel, "LO", "Mustermann 19500101"))
        .Sequence(Tags.SharedFunctionalGroups, new DataSetWriter()
            .Sequence(Tags.PlaneOrientation, new DataSetWriter().Numbers(Tags.ImageOrientation, 1, 0, 0, 0, 1, 0))
            .Sequence(Tags.PixelMeasures, new DataSetWriter().Numbers(Tags.PixelSpacing, 1, 1).Number(Tags.SpacingBetweenSlices, statedMm).Number(Tags.SliceThickness, thicknessMm)))
        .Sequence(Tags.PerFrameFunctionalGroups, heightsMm.Reverse().Select(z => new DataSetWriter()
            .Sequence(Tags.PlanePosition, new DataSetWriter().Numbers(Tags.ImagePosition, 0, 0, z))
            .Sequence(Tags.SegmentIdentification, new DataSetWriter().UInt16(Tags.ReferencedSegmentNumber, 1))))
        .Raw(Tags.PixelData, "OB", [.. heightsMm.SelectMany(_ => new byte[] { 0, 49, 50, 100 })])
        .Save(path, Kinds.Segmentation, "1.2.3");

    static void Refused(string path, string fragment)
    {
        var error = Assert.Throws<UnreadableImageException>(() => DicomSegmentation.Read(path));
        Assert.Contains(fragment, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    static void Fuzz(TemporaryFolder folder, int seed, int rounds, Action<string> read)
    {
        var (whole, random, refused) = (File.ReadAllBytes(folder.File("whole")), new Random(seed), 0);
        for (var round = 0; round < rounds; round++)
        {
            var bytes = whole.ToArray();
            for (var flips = 1 + random.Next(6); flips > 0; flips--)
            {
                bytes[random.Next(128, bytes.Length)] = random.Next(3) switch { 0 => 0xFF, 1 => (byte)('0' + random.Next(10)), _ => (byte)random.Next(256) };
            }

            File.WriteAllBytes(folder.File("damaged"), random.Next(5) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            try
            {
                read(folder.File("damaged"));
            }
            catch (UnreadableImageException e)
            {
                refused++;
                Assert.DoesNotContain('\n', e.Message);
            }
        }

        Assert.InRange(refused, rounds / 10, rounds);
    }
}
