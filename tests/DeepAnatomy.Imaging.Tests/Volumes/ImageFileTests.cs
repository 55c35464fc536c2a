using System.IO.Compression;
using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Volumes;

public class ImageFileTests
{
    /// <summary>NIfTI holds positions up to 500 mm as 32-bit numbers.</summary>
    const double FloatMm = 1e-3;

    [Fact]
    public void A_volume_goes_through_NIfTI_NRRD_MetaImage_and_back_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        Gen.Int[0, 100_000].Sample(
            seed =>
            {
                var volume = RandomVolumes.Hu(seed);
                var now = volume;
                foreach (var name in new[] { "a.nii.gz", "b.nrrd", "c.mha", "d.nii" })
                {
                    ImageFile.WriteCt(folder.File(name), now);
                    now = ImageFile.ReadCt(folder.File(name)).Hu;
                }

                Assert.True(volume.Voxels.SequenceEqual(now.Voxels));
                Assert.True(volume.Grid.IsSameAs(now.Grid, FloatMm));
            },
            iter: 100,
            threads: 1);
    }

    [Theory]
    [InlineData("a.nii.gz", 255)]
    [InlineData("a.nii.gz", 65535)]
    [InlineData("a.nrrd", 300)]
    [InlineData("a.mha", 200)]
    public void A_label_map_keeps_values_names_and_set(string name, int most)
    {
        using var folder = new TemporaryFolder();
        var set = new LabelSet("mine-1", [new(1, "a <b> & ]]> c"), new(200, "psoas_left")]);
        var map = new LabelMap(RandomVolumes.Labels(3, most), set);
        ImageFile.WriteLabelMap(folder.File(name), map);
        var back = ImageFile.ReadLabels(folder.File(name));
        Assert.True(map.Voxels.Voxels.SequenceEqual(back.Map.Voxels.Voxels));
        Assert.Equal("mine-1", back.Map.Labels.Id);
        Assert.Equal(set.Labels.ToArray(), back.Map.Labels.Labels.ToArray());
        File.Delete(LabelNamesFile.PathOf(folder.File(name)));
        if (name != "a.mha")
        {
            Assert.Equal(set.Labels.ToArray(), ImageFile.ReadLabelMap(folder.File(name)).Labels.Labels.ToArray());
        }
    }

    [Fact]
    public void The_same_volume_gives_the_same_bytes_and_the_hash_is_that_of_the_file()
    {
        using var folder = new TemporaryFolder();
        var volume = Large();
        ImageFile.WriteCt(folder.File("a.nii.gz"), volume);
        ImageFile.WriteCt(folder.File("b.nii.gz"), volume);
        var bytes = File.ReadAllBytes(folder.File("a.nii.gz"));
        Assert.Equal(bytes, File.ReadAllBytes(folder.File("b.nii.gz")));
        var scan = ImageFile.ReadCt(folder.File("a.nii.gz"));
        Assert.True(volume.Voxels.SequenceEqual(scan.Hu.Voxels));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), scan.Sha256);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void Labels_written_as_Hounsfield_units_are_recognised()
    {
        using var folder = new TemporaryFolder();
        var hu = Enumerable.Range(0, 60).Select(n => (short)(n % 7 == 0 ? -1023 : -1024)).ToArray();
        ImageFile.WriteCt(folder.File("a.nii.gz"), Volume<short>.Adopt(new Grid(new Shape(3, 4, 5), new Spacing(1, 1, 1)), hu));
        var reading = ImageFile.ReadLabels(folder.File("a.nii.gz"));
        Assert.Equal(hu.Select(v => (ushort)(v + 1024)), reading.Map.Voxels.Voxels.ToArray());
        Assert.Contains(reading.Warnings, w => w.Contains("Hounsfield", StringComparison.Ordinal));
    }

    [Fact]
    public void A_CT_given_as_label_map_is_refused()
    {
        using var folder = new TemporaryFolder();
        ImageFile.WriteCt(folder.File("a.nrrd"), RandomVolumes.Hu(12, 20));
        Assert.Contains("negative", Assert.Throws<UnreadableImageException>(() => ImageFile.ReadLabels(folder.File("a.nrrd"))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_write_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => ImageFile.WriteCt(folder.File("a.nii.gz"), Large(), cancelled.Token));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("a.nii")]
    [InlineData("a.nii.gz")]
    [InlineData("a.nrrd")]
    [InlineData("a.mha")]
    [InlineData("text.nrrd")]
    [InlineData("text.mha")]
    [InlineData("compressed.mha")]
    public void A_damaged_file_is_read_or_refused_by_name_and_never_takes_much_memory(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(name);
        WriteSmall(path);
        _ = ImageFile.ReadCt(path);
        var good = File.ReadAllBytes(path);
        var random = new Random(17);
        var refused = 0;
        for (var n = 0; n < 600; n++)
        {
            File.WriteAllBytes(path, Damage(good, random));
            var before = GC.GetAllocatedBytesForCurrentThread();
            refused += TryRead(() => ImageFile.ReadCt(path)) + TryRead(() => ImageFile.ReadLabels(path));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000_000);
        }

        Assert.InRange(refused, 100, 1200);
    }

    [Fact]
    public void A_header_that_promises_more_than_its_file_can_hold_is_refused_before_anything_is_allocated()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.nrrd"), "NRRD0004\ntype: short\ndimension: 3\nsizes: 1000 1000 1000\nspacings: 1 1 1\nendian: little\nencoding: gzip\n\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<UnreadableImageException>(() => ImageFile.ReadCt(folder.File("a.nrrd")));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("RAS", -1, -1)]
    [InlineData("left-anterior-superior", 1, -1)]
    [InlineData("left-posterior-superior", 1, 1)]
    public void A_NRRD_space_is_turned_to_LPS(string space, int x, int y)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.nrrd"), $"NRRD0004\ntype: short\ndimension: 3\nspace: {space}\nsizes: 2 1 1\nspace directions: (2,0,0) (0,3,0) (0,0,4)\nspace origin: (10,20,30)\nencoding: text\n\n5 -7\n");
        var hu = ImageFile.ReadCt(folder.File("a.nrrd")).Hu;
        Assert.Equal(new PatientPoint(10 * x, 20 * y, 30), hu.Grid.Origin);
        Assert.Equal(new PatientPoint(12 * x, 20 * y, 30), hu.Grid.ToPatient(1, 0, 0));
        Assert.Equal([5, -7], hu.Voxels.ToArray());
    }

    [ReferenceDataFact]
    public void The_NRRD_files_of_the_reference_data_are_read()
    {
        foreach (var path in Directory.GetFiles(ReferenceData.Folder, "*.nrrd", SearchOption.AllDirectories))
        {
            var map = ImageFile.ReadLabelMap(path);
            Assert.Equal("LPS", map.Grid.AxisCodes);
            Assert.Contains(map.Voxels.Voxels.ToArray(), v => v > 0);
        }

        Assert.Equal(3688, ImageFile.ReadLabelMap(ReferenceData.Path("annotation/ManyToMany.nrrd")).Voxels.Voxels.ToArray().Count(v => v > 0));
    }

    static Volume<short> Large()
    {
        var random = new Random(4);
        var grid = new Grid(new Shape(256, 256, 40), new Spacing(1, 1, 2));
        return Volume<short>.Adopt(grid, [.. Enumerable.Range(0, grid.Shape.Count).Select(n => (short)((n / 5000 % 300) + random.Next(20)))]);
    }

    static void WriteSmall(string path)
    {
        var voxels = string.Join(' ', Enumerable.Range(0, 60));
        const string Meta = "ObjectType = Image\nNDims = 3\nDimSize = 3 4 5\nElementSpacing = 1 2 3\nOffset = 1 2 3\nTransformMatrix = 1 0 0 0 1 0 0 0 1\nElementType = MET_SHORT\n";
        switch (Path.GetFileName(path))
        {
            case "text.nrrd":
                File.WriteAllText(path, $"NRRD0004\ntype: short\ndimension: 3\nspace: LPS\nsizes: 3 4 5\nspace directions: (1,0,0) (0,2,0) (0,0,3)\nspace origin: (0,0,0)\nencoding: ascii\n\n{voxels}\n");
                break;
            case "text.mha":
                File.WriteAllText(path, $"{Meta}BinaryData = False\nElementDataFile = LOCAL\n{voxels}\n");
                break;
            case "compressed.mha":
                using (var file = File.Create(path))
                {
                    file.Write(System.Text.Encoding.ASCII.GetBytes(Meta + "BinaryData = True\nCompressedData = True\nElementDataFile = LOCAL\n"));
                    using var packed = new ZLibStream(file, CompressionLevel.Fastest);
                    packed.Write(new byte[120]);
                }

                break;
            default:
                var grid = new Grid(new Shape(3, 4, 5), new Spacing(1, 2, 3));
                ImageFile.WriteCt(path, Volume<short>.Adopt(grid, [.. Enumerable.Range(0, 60).Select(n => (short)n)]));
                break;
        }
    }

    static byte[] Damage(byte[] good, Random random)
    {
        var bytes = random.Next(4) == 0 ? good[..random.Next(good.Length)] : [.. good];
        for (var n = random.Next(1, 6); n > 0 && bytes.Length > 0; n--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    static int TryRead(Func<object> read)
    {
        try
        {
            _ = read();
            return 0;
        }
        catch (UnreadableImageException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            return 1;
        }
    }
}
