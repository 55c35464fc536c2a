using System.Text.Json;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Tests;

public class SegmentTests
{
    [Fact]
    public void The_network_confirms_the_classical_segmenter_and_decides_where_asked()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        var both = Run("segment", ct, folder["d.nii.gz"], "--json");
        var classical = Run("segment", ct, folder["a.nii.gz"], "--by", "classical", "--json");
        var alone = Run("segment", ct, folder["b.nii.gz"], "--no-check", "--json");
        var network = Run("segment", ct, folder["c.nii.gz"], "--by", "network", "--json");

        Assert.Matches("^built-in classical.*, confirmed by network body-composition$", both.GetProperty("segmentation").GetString());
        Assert.Contains(both.GetProperty("agreement").EnumerateArray(), a => a.GetProperty("structure").GetString() == "psoas_left" && a.GetProperty("dice").GetDouble() > 0.5);
        Assert.StartsWith("built-in classical", classical.GetProperty("segmentation").GetString());
        Assert.Contains(classical.GetProperty("agreement").EnumerateArray(), a => a.GetProperty("structure").GetString() == "psoas_left" && a.GetProperty("dice").GetDouble() > 0.5);
        Assert.Empty(alone.GetProperty("agreement").EnumerateArray());
        Assert.Equal(File.ReadAllBytes(folder["a.nii.gz"]), File.ReadAllBytes(folder["b.nii.gz"]));
        Assert.StartsWith("network body-composition", network.GetProperty("segmentation").GetString());
        var (one, other) = (Psoas(folder["a.nii.gz"]), Psoas(folder["c.nii.gz"]));
        Assert.InRange(other / (double)one, 0.6, 1.7);
        Assert.NotEqual(one, other);
        Assert.InRange(Psoas(folder["d.nii.gz"]) / (double)one, 0.5, 1);
    }

    [Fact]
    public void A_scan_on_other_axes_has_the_same_muscles_on_its_own()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        ImageFile.WriteCt(folder["sagittal.nii.gz"], ImageFile.ReadCt(ct).Hu.ToAxes("PSR"));
        CliRun.Of("segment", ct, folder["a.nii.gz"]).Succeeds();
        CliRun.Of("segment", folder["sagittal.nii.gz"], folder["b.nii.gz"]).Succeeds();

        var (axial, sagittal) = (ImageFile.ReadLabelMap(folder["a.nii.gz"]).Voxels, ImageFile.ReadLabelMap(folder["b.nii.gz"]).Voxels);
        Assert.Equal("PSR", sagittal.Grid.AxisCodes);
        Assert.True(axial.ToAxes().Voxels.SequenceEqual(sagittal.ToAxes().Voxels));
    }

    [Fact]
    public void A_model_that_cannot_segment_muscles_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        CliRun.Of("segment", ct, folder["a.nii.gz"], "--model", folder["none.keras"]).FailsWith(2, "none.keras");
        Assert.False(File.Exists(folder["a.nii.gz"]));
    }

    static JsonElement Run(params string[] arguments) => JsonDocument.Parse(CliRun.Of(arguments).Succeeds().Out).RootElement;

    static int Psoas(string path) => ImageFile.ReadLabelMap(path, ProductLabels.Set).CountVoxels()[ProductLabels.PsoasLeft];
}
