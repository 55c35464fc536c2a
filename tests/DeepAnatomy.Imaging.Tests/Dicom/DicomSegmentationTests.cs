using System.Diagnostics;
using System.Text.Json;
using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Dicom.Segments;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Dicom;

public sealed class DicomSegmentationTests
{
    [ReferenceDataFact]
    public void The_liver_lies_where_its_nrrd_says()
    {
        var reading = DicomSegmentation.Read(ReferenceData.Path("dicom-seg/liver.dcm"));
        var expected = ImageFile.ReadLabelMap(ReferenceData.Path("dicom-seg/liver_seg.nrrd"));

        Assert.Equal(new DicomSegment(1, "liver", SegmentAlgorithm.Semiautomatic, 1), Assert.Single(reading.Segments));
        var actual = reading.Masks["liver"];
        Assert.Equal(expected.Voxels.Voxels.ToArray().Count(v => v != 0), actual.Voxels.ToArray().Count(v => v != 0));
        Assert.Contains((byte)1, actual.Voxels.ToArray());
        for (var k = 0; k < 3; k++)
        {
            for (var j = 0; j < 512; j++)
            {
                for (var i = 0; i < 512; i++)
                {
                    var (x, y, z) = expected.Grid.ToVoxel(actual.Grid.ToPatient(i, j, k));
                    var there = expected.Voxels[(int)Math.Round(x), (int)Math.Round(y), (int)Math.Round(z)];
                    Assert.True(there != 0 == (actual[i, j, k] != 0), $"voxel ({i}, {j}, {k})");
                }
            }
        }
    }

    [ReferenceDataFact]
    public void Overlapping_segments_agree_with_pydicom_and_the_first_wins_in_a_label_map()
    {
        var path = ReferenceData.Path("dicom-seg/partial_overlaps.dcm");
        var reading = DicomSegmentation.Read(path);

        Assert.Equal(["green", "orange", "purple", "light_blue", "dark_blue"], reading.Masks.Names);
        Assert.Equal(new Shape(512, 512, 3), reading.Masks.Grid.Shape);
        Assert.Equal(-128.690002, reading.Masks.Grid.Origin.ZMm, 6);
        // Voxels per segment and slice, counted by pydicom.
        int[][] counts = [[0, 9602, 0], [0, 11888, 0], [117, 117, 10509], [6693, 0, 0], [4713, 0, 0]];
        foreach (var (name, perSlice) in reading.Masks.Names.Zip(counts))
        {
            Assert.Equal(perSlice.Order(), Enumerable.Range(0, 3).Select(k => reading.Masks[name].Slice(k).ToArray().Count(v => v != 0)).Order());
        }

        Assert.Equal([0, 9602, 0], Enumerable.Range(0, 3).Select(k => reading.Masks["green"].Slice(k).ToArray().Count(v => v != 0)));
        var (map, overlapping) = reading.Masks.ToLabelMap(reading.LabelSet);
        var direct = DicomSegmentation.ReadLabels(path);
        Assert.True(overlapping > 0);
        Assert.True(map.Voxels.Voxels.SequenceEqual(direct.Map.Voxels.Voxels));
        Assert.Contains(direct.Warnings, w => w.StartsWith($"{overlapping} voxels", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5, 3, 4)]
    [InlineData(8, 2, 1)]
    [InlineData(7, 7, 9)]
    public void A_written_label_map_reads_back_identical(int i, int j, int k)
    {
        using var folder = new TemporaryFolder();
        var map = Random(new Shape(i, j, k), 3);
        DicomSegmentation.Write(folder.File("seg.dcm"), map);

        var back = DicomSegmentation.ReadLabels(folder.File("seg.dcm"));

        Assert.Empty(back.Warnings);
        Assert.True(back.Map.Grid.IsSameAs(map.Grid, 1e-6), $"{back.Map.Grid} {back.Map.Grid.Origin}");
        Assert.True(back.Map.Voxels.Voxels.SequenceEqual(map.Voxels.Voxels));
        Assert.Equal("totalsegmentator-total-2", back.Map.Labels.Id);
    }

    [Fact]
    public void A_map_on_other_axes_reads_back_on_canonical_ones()
    {
        using var folder = new TemporaryFolder();
        var map = Random(new Shape(6, 5, 4), 4);
        DicomSegmentation.Write(folder.File("seg.dcm"), map with { Voxels = map.Voxels.ToAxes("RAS") });
        var back = DicomSegmentation.ReadLabels(folder.File("seg.dcm")).Map;
        Assert.True(back.Voxels.Voxels.SequenceEqual(map.Voxels.Voxels));
        Assert.True(back.Grid.IsSameAs(map.Grid, 1e-6));
    }

    [Fact]
    public void Writing_twice_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var map = Random(new Shape(6, 5, 4), 4);
        DicomSegmentation.Write(folder.File("a"), map);
        DicomSegmentation.Write(folder.File("b"), map);
        Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
    }

    [Fact]
    public void An_empty_label_map_is_not_written()
    {
        using var folder = new TemporaryFolder();
        var empty = new LabelMap(Volume<ushort>.Adopt(new Grid(new Shape(2, 2, 2), new Spacing(1, 1, 1)), new ushort[8]), LabelSets.All[0]);
        Assert.Throws<ArgumentException>(() => DicomSegmentation.Write(folder.File("seg.dcm"), empty));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [PydicomFact]
    public void Pydicom_finds_the_attributes_and_the_voxels()
    {
        using var folder = new TemporaryFolder();
        var map = Random(new Shape(5, 3, 4), 5);
        DicomSegmentation.Write(folder.File("seg.dcm"), map);
        const string script = """
            import sys, json, pydicom
            d = pydicom.dcmread(sys.argv[1])
            f = d.PerFrameFunctionalGroupsSequence
            print(json.dumps({
                'class': d.SOPClassUID.name, 'modality': d.Modality, 'type': d.SegmentationType, 'bits': d.BitsAllocated,
                'labels': [s.SegmentLabel for s in d.SegmentSequence], 'numbers': [s.SegmentNumber for s in d.SegmentSequence],
                'algorithm': d.SegmentSequence[0].SegmentAlgorithmType,
                'owners': [int(x.SegmentIdentificationSequence[0].ReferencedSegmentNumber) for x in f],
                'heights': [float(x.PlanePositionSequence[0].ImagePositionPatient[2]) for x in f],
                'spacing': float(d.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].SpacingBetweenSlices),
                'pointer': int(d.DimensionIndexSequence[0].DimensionIndexPointer),
                'counts': [int(p.sum()) for p in d.pixel_array]}))
            """;
        var json = JsonDocument.Parse(Python.Run(script, folder.File("seg.dcm"))).RootElement;

        Assert.Equal("Segmentation Storage", json.GetProperty("class").GetString());
        Assert.Equal("SEG", json.GetProperty("modality").GetString());
        Assert.Equal("BINARY", json.GetProperty("type").GetString());
        Assert.Equal(1, json.GetProperty("bits").GetInt32());
        Assert.Equal("AUTOMATIC", json.GetProperty("algorithm").GetString());
        Assert.Equal(0x0062000B, json.GetProperty("pointer").GetInt32());
        Assert.Equal(map.Grid.Spacing.KMm, json.GetProperty("spacing").GetDouble(), 9);
        var values = map.Labels.Labels.Where(l => map.CountVoxels()[l.Value] > 0).ToArray();
        Assert.Equal(values.Select(l => l.Name), json.GetProperty("labels").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal(Enumerable.Range(1, values.Length), json.GetProperty("numbers").EnumerateArray().Select(l => l.GetInt32()));
        var owners = json.GetProperty("owners").EnumerateArray().Select(o => o.GetInt32()).ToArray();
        for (var n = 0; n < owners.Length; n++)
        {
            var k = (int)Math.Round((json.GetProperty("heights")[n].GetDouble() - map.Grid.Origin.ZMm) / map.Grid.Spacing.KMm);
            Assert.Equal(map.Voxels.Slice(k).ToArray().Count(v => v == values[owners[n] - 1].Value), json.GetProperty("counts")[n].GetInt32());
        }
    }

    [Fact]
    public void Bits_are_taken_lowest_first_and_from_the_middle_of_a_byte()
    {
        var target = new byte[6];
        SegmentationFrames.Unpack([0b0101_0000, 0b0000_0010], 4, target);
        Assert.Equal([1, 0, 1, 0, 0, 1], target);
    }

    internal static LabelMap Random(Shape shape, int seed)
    {
        var random = new Random(seed);
        var set = LabelSets.Find("totalsegmentator-total-2")!;
        // Vertebrae have upper-case letters in their names.
        ushort[] values = [0, 0, set.Labels[4].Value, set.Labels[^1].Value, set.Labels.First(l => l.Name.StartsWith("vertebrae_L", StringComparison.Ordinal)).Value];
        var voxels = Enumerable.Range(0, shape.Count).Select(n => n < shape.SliceCount && shape.K > 1 ? (ushort)0 : values[random.Next(values.Length)]).ToArray();
        var grid = new Grid(shape, new Spacing(0.7, 0.9, 2.5), new PatientPoint(-120.25, 33, 801.5), Orientation.Lps);
        return new(Volume<ushort>.Adopt(grid, voxels), set);
    }
}

static class Python
{
    public const string Path = "/usr/bin/python3";

    public static string Run(string script, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(Path, ["-c", script, .. args]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}

/// <summary>A test that asks pydicom; skipped with the reason where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class PydicomFactAttribute : FactAttribute
{
    public PydicomFactAttribute()
    {
        if (!File.Exists(Python.Path) || !Directory.Exists("/usr/lib/python3/dist-packages/pydicom"))
        {
            Skip = "pydicom for /usr/bin/python3 is not installed.";
        }
    }
}
