using System.IO.Compression;

namespace DeepAnatomy.Cli.Tests;

/// <summary>Bad input gets one clear line and exit code 2 (or 1 when readable but not usable), and leaves nothing behind.</summary>
public class BadInputTests
{
    [Fact]
    public void An_unknown_command_is_wrong_usage() => CliRun.Of("quantfy").FailsWith(2, "quantfy");

    [Fact]
    public void A_missing_file_is_named() => CliRun.Of("info", "/nowhere/ct.nii.gz").FailsWith(2, "/nowhere/ct.nii.gz");

    [Fact]
    public void A_file_of_another_kind_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["ct.nii.gz"], "this is no image, it is a letter to a friend");
        CliRun.Of("info", folder["ct.nii.gz"]).FailsWith(2, "ct.nii.gz");
    }

    [Fact]
    public void An_empty_folder_holds_no_scan()
    {
        using var folder = new TemporaryFolder();
        CliRun.Of("info", folder.Path).FailsWith(2, folder.Path);
    }

    [Fact]
    public void A_folder_without_CT_holds_no_scan()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["notes.txt"], "nothing");
        CliRun.Of("quantify", folder.Path, "--out", folder["out"]).FailsWith(2, folder.Path);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_truncated_scan_is_refused_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        var whole = Phantoms.Small(folder);
        File.WriteAllBytes(folder["cut.nii.gz"], File.ReadAllBytes(whole)[..^5000]);
        CliRun.Of("quantify", folder["cut.nii.gz"], "--out", folder["out"]).FailsWith(2, "cut.nii.gz");
        Assert.False(Directory.Exists(folder["out"]));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path, ".*partial*"));
    }

    [Fact]
    public void A_header_that_promises_a_billion_voxels_is_refused_without_taking_memory()
    {
        using var folder = new TemporaryFolder();
        var header = new byte[352];
        BitConverter.GetBytes(348).CopyTo(header, 0);
        short[] dim = [3, 1000, 1000, 1000, 1, 1, 1, 1];
        Buffer.BlockCopy(dim, 0, header, 40, 16);
        BitConverter.GetBytes((short)4).CopyTo(header, 70);
        BitConverter.GetBytes((short)16).CopyTo(header, 72);
        float[] pixdim = [1, 1, 1, 1, 0, 0, 0, 0];
        Buffer.BlockCopy(pixdim, 0, header, 76, 32);
        BitConverter.GetBytes(352f).CopyTo(header, 108);
        "n+1\0"u8.CopyTo(header.AsSpan(344));
        using (var file = new GZipStream(File.Create(folder["huge.nii.gz"]), CompressionLevel.Fastest))
        {
            file.Write(header);
        }

        var before = GC.GetTotalAllocatedBytes(true);
        CliRun.Of("info", folder["huge.nii.gz"]).FailsWith(2, "huge.nii.gz");
        Assert.True(GC.GetTotalAllocatedBytes(true) - before < 100_000_000);
    }

    [Fact]
    public void A_height_in_centimetres_is_refused_with_the_remedy()
    {
        using var folder = new TemporaryFolder();
        CliRun.Of("quantify", Phantoms.Small(folder), "--out", folder["out"], "--height-m", "178").FailsWith(2, "1.78");
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void All_implausible_values_are_said_at_once() =>
        CliRun.Of("quantify", "ct.nii.gz", "--out", "out", "--height-m", "178", "--weight-kg", "5", "--sppb", "14").FailsWith(2, "height", "weight", "sppb");

    [Fact]
    public void A_label_map_on_another_grid_is_refused()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        CliRun.Of("convert", folder["patient-0001/truth.nii.gz"], folder["other.nii.gz"], "--labels", "--spacing", "5").Succeeds();
        CliRun.Of("quantify", ct, "--labels", folder["other.nii.gz"], "--out", folder["out"]).FailsWith(2, "other.nii.gz");
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_slice_outside_the_scan_is_refused()
    {
        using var folder = new TemporaryFolder();
        CliRun.Of("quantify", Phantoms.Small(folder), "--slice", "9999", "--out", folder["out"]).FailsWith(2, "9999");
    }

    [Fact]
    public void An_unknown_label_set_names_the_known_ones()
    {
        using var folder = new TemporaryFolder();
        CliRun.Of("quantify", Phantoms.Small(folder), "--labels", folder["patient-0001/truth.nii.gz"], "--label-set", "totalsegmentor", "--out", folder["out"]).FailsWith(2, "totalsegmentator-total-2");
    }

    [Fact]
    public void A_spacing_of_zero_is_refused() => CliRun.Of("convert", "a.nii.gz", "b.nii.gz", "--spacing", "0").FailsWith(2, "--spacing");

    [Fact]
    public void An_output_format_that_is_not_known_is_refused() => CliRun.Of("convert", "a.nii.gz", "b.docx").FailsWith(2, "b.docx");

    [Fact]
    public void Phantom_values_out_of_range_are_said_at_once() =>
        CliRun.Of("phantom", "out", "--muscle-cm2", "9000", "--kv", "5").FailsWith(2, "MuscleCm2", "TubeVoltageKv");

    [Fact]
    public void Labels_that_do_not_exist_are_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        Phantoms.Small(folder);
        var truth = folder["patient-0001/truth.nii.gz"];
        CliRun.Of("evaluate", truth, truth, "--labels", "biceps").FailsWith(2, "biceps");
    }
}
