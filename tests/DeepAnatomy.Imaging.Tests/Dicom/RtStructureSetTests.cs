using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Dicom.Segments;
using DeepAnatomy.Imaging.Dicom.Writing;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Dicom;

public sealed class RtStructureSetTests
{
    // Pixels 0.5 × 2 mm, slices 3 mm apart.
    static readonly Grid Ct = new(new Shape(40, 12, 5), new Spacing(0.5, 2, 3), new PatientPoint(-10, 20, 100), Orientation.Lps);

    [Fact]
    public void A_rectangle_covers_the_pixels_whose_centres_it_holds()
    {
        var mask = Read(("a", [Box(4.6, 2.4, 9.5, 5.6, 2)])).Masks["a"];
        for (var n = 0; n < Ct.Shape.Count; n++)
        {
            int i = n % 40, j = n / 40 % 12, k = n / 480;
            Assert.Equal(k == 2 && i is >= 5 and <= 9 && j is >= 3 and <= 5, mask[i, j, k] == 1);
        }
    }

    [Fact]
    public void A_contour_within_a_contour_is_a_hole()
    {
        var mask = Read(("ring", [Box(2.5, 1.5, 20.5, 10.5, 1), Box(5.5, 3.5, 9.5, 6.5, 1)])).Masks["ring"];
        Assert.Equal((18 * 9) - (4 * 3), Count(mask));
        Assert.Equal(0, mask[7, 5, 1]);
        Assert.Equal(1, mask[4, 5, 1]);
    }

    [Fact]
    public void A_hole_joined_by_a_channel_of_no_width_is_a_hole()
    {
        (double, double)[] keyhole = [(2.5, 1.5), (20.5, 1.5), (20.5, 10.5), (2.5, 10.5), (2.5, 4.2), (5.5, 4.2), (5.5, 6.5), (9.5, 6.5), (9.5, 3.5), (5.5, 3.5), (5.5, 4.2), (2.5, 4.2)];
        Assert.Equal((18 * 9) - (4 * 3), Count(Read(("ring", [Points(keyhole, 1)])).Masks["ring"]));
    }

    [Fact]
    public void Regions_that_share_an_edge_on_pixel_centres_share_no_pixel_and_leave_none_out()
    {
        var reading = Read(("left", [Box(3, 2, 10, 8, 0)]), ("right", [Box(10, 2, 15, 8, 0)]), ("below", [Box(3, 8, 15, 10, 0)]));
        var (map, overlapping) = reading.Masks.ToLabelMap(reading.LabelSet);
        Assert.Equal(0, overlapping);
        Assert.Equal(12 * 8, map.Voxels.Voxels.ToArray().Count(v => v != 0));
    }

    [Fact]
    public void A_circle_has_its_area()
    {
        var circle = Enumerable.Range(0, 500).Select(n => ((70 * Math.Cos(2 * Math.PI * n / 500)) + 99.3, (70 * Math.Sin(2 * Math.PI * n / 500)) + 100.1)).ToArray();
        var slice = new byte[40000];
        PolygonRaster.Fill([circle], 200, 200, slice);
        Assert.InRange(slice.Count(v => v == 1), (Math.PI * 4900) - 60, (Math.PI * 4900) + 60);
    }

    [Fact]
    public void The_raster_agrees_with_a_test_of_every_pixel_centre()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            (double I, double J)[][] polygons = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 7).Select(_ => ((random.NextDouble() * 30) - 5, (random.NextDouble() * 30) - 5)).ToArray())];
            var slice = new byte[20 * 20];
            PolygonRaster.Fill(polygons, 20, 20, slice);
            for (var n = 0; n < slice.Length; n++)
            {
                Assert.Equal(polygons.Count(p => IsInside(p, n % 20, n / 20)) % 2, slice[n]);
            }
        }
    }

    [Fact]
    public void A_contour_goes_to_the_nearest_slice_and_one_beyond_half_a_slice_is_left_out_with_a_note()
    {
        var reading = Read(("a", [Box(2, 2, 6, 6, 1.4), Box(2, 2, 6, 6, 4.49), Box(2, 2, 6, 6, 4.6), Box(2, 2, 6, 6, -0.6)]));
        var mask = reading.Masks["a"];
        Assert.Equal([false, true, false, false, true], Enumerable.Range(0, 5).Select(k => mask[3, 3, k] == 1));
        Assert.Contains(reading.Warnings, w => w.StartsWith("2 contours of a", StringComparison.Ordinal));
        Assert.Contains(reading.Warnings, w => w.Contains("no contour on 2 of the 4 slices", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_two_planes_nearest_to_one_slice_the_closer_counts()
    {
        var mask = Read(("a", [Box(2, 2, 6, 6, 1.1), Box(2, 2, 12, 6, 1.3)])).Masks["a"];
        Assert.Equal(16, Count(mask));
    }

    [Fact]
    public void A_region_without_closed_contours_is_left_out_and_names_of_persons_do_not_stay()
    {
        var reading = Read(("Leber Mustermann", [Box(2, 2, 6, 6, 1)]), ("Mustermann", [Box(2, 2, 6, 6, 2)]), ("point", [Points([(1, 1)], 1)]));
        Assert.Equal(["leber", "region_2"], reading.Masks.Names);
        Assert.Contains(reading.Warnings, w => w.StartsWith("point", StringComparison.Ordinal));
    }

    [Fact]
    public void Contours_across_the_slices_are_refused()
    {
        using var folder = new TemporaryFolder();
        Structures(("a", [[-9, 22, 100, -5, 22, 112, -5, 30, 112]])).Save(folder.File("rt"), Kinds.StructureSet, "1.2.3");
        Assert.Contains("not parallel", Assert.Throws<UnreadableImageException>(() => RtStructureSet.Read(folder.File("rt"), Ct)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_is_no_structure_set()
    {
        using var folder = new TemporaryFolder();
        DicomSlices.Slice(0, 0).Save(folder, "ct");
        Assert.Contains("not a DICOM structure set", Assert.Throws<UnreadableImageException>(() => RtStructureSet.Read(folder.File("ct"), Ct)).Message, StringComparison.Ordinal);
        Assert.Contains("not a DICOM segmentation", Assert.Throws<UnreadableImageException>(() => DicomSegmentation.Read(folder.File("ct"))).Message, StringComparison.Ordinal);
    }

    internal static double[] Box(double i0, double j0, double i1, double j1, double k) => Points([(i0, j0), (i1, j0), (i1, j1), (i0, j1)], k);

    internal static DataSetWriter Structures(params (string Name, double[][] Contours)[] regions) => new DataSetWriter()
        .Text(Tags.Modality, "CS", "RTSTRUCT")
        .Text(Tags.PatientName, "PN", "Mustermann^Erika")
        .Text(Tags.PatientId, "LO", "4711")
        .Sequence(Tags.StructureSetRoi, regions.Select((r, n) => new DataSetWriter().Integer(Tags.RoiNumber, n + 1).Text(Tags.RoiName, "LO", r.Name)))
        .Sequence(Tags.RoiContour, regions.Select((r, n) => new DataSetWriter()
            .Integer(Tags.ReferencedRoiNumber, n + 1)
            .Sequence(Tags.ContourSequence, r.Contours.Select(c => new DataSetWriter()
                .Text(Tags.ContourGeometricType, "CS", c.Length == 3 ? "POINT" : "CLOSED_PLANAR")
                .Numbers(Tags.ContourData, c)))));

    static SegmentsReading Read(params (string Name, double[][] Contours)[] regions)
    {
        using var folder = new TemporaryFolder();
        Structures(regions).Save(folder.File("rt.dcm"), Kinds.StructureSet, "1.2.3");
        return RtStructureSet.Read(folder.File("rt.dcm"), Ct);
    }

    static double[] Points((double I, double J)[] corners, double k) =>
        [.. corners.Select(c => Ct.ToPatient(c.I, c.J, k)).SelectMany(p => new[] { p.XMm, p.YMm, p.ZMm })];

    static int Count(Volume<byte> mask) => mask.Voxels.ToArray().Count(v => v != 0);

    static bool IsInside((double I, double J)[] p, double i, double j)
    {
        var inside = false;
        for (int a = 0, b = p.Length - 1; a < p.Length; b = a++)
        {
            if (p[a].J > j != p[b].J > j && i < ((p[b].I - p[a].I) * (j - p[a].J) / (p[b].J - p[a].J)) + p[a].I)
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
