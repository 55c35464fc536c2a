using System.Text.Json;
using DeepAnatomy.Cli.Tests.Comparisons;
using DeepAnatomy.Cli.Tests.Evaluations;
using DeepAnatomy.Tests;

namespace DeepAnatomy.Cli.Tests.Agreements;

public class AgreementTests
{
    [Fact]
    public void Readers_of_many_scans_are_compared_each_against_each()
    {
        using var folder = new TemporaryFolder();
        var readers = SyntheticStudy.Write(folder.Path, cases: 5, pixelMm: 4, sliceMm: 10, models: 3);
        CliRun.Of(["compare", .. readers, "--each-against-each", "--ct", folder["ct"], "--out", folder["out"]]).Succeeds();
        var text = File.ReadAllText(folder["out/agreement.json"]);
        Schemas.Check("agreement.schema.json", text);
        var json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(3, json.GetProperty("pairs").GetArrayLength());
        var sma = json.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("figure").GetString() == "SMA");
        Assert.True(sma.GetProperty("isIndependent").GetBoolean());
        Assert.Equal(5, sma.GetProperty("rows").GetInt32());
        var page = File.ReadAllText(folder["out/report.html"]);
        Pages.StandAlone(page);
        Assert.Equal(1 + (5 * 3 * 6 * 6), File.ReadAllLines(folder["out/values.csv"]).Length);
    }

    [Fact]
    public void One_file_twice_is_noticed()
    {
        using var folder = new TemporaryFolder();
        var (a, b) = (Boxes.Write(folder["a.nii.gz"], (2, 1)), Boxes.Write(folder["b.nii.gz"], (2, 1)));
        var run = CliRun.Of("compare", a, b, "--each-against-each", "--out", folder["out"]).Succeeds();
        Assert.Contains("the same voxel by voxel", run.Out);
        Schemas.Check("agreement.schema.json", File.ReadAllText(folder["out/agreement.json"]));
    }

    [Fact]
    public void One_reader_and_missing_scans_and_two_ways_at_once_are_refused()
    {
        using var folder = new TemporaryFolder();
        Boxes.Write(folder["x/a.nii.gz"], (2, 1));
        Boxes.Write(folder["x/b.nii.gz"], (2, 1));
        Boxes.Write(folder["y/a.nii.gz"], (2, 1));
        CliRun.Of("compare", folder["x"], "--each-against-each").FailsWith(2, "two readers");
        CliRun.Of("compare", folder["x"], folder["y"], "--each-against-each").FailsWith(2, "y: lacks b");
        CliRun.Of("compare", folder["x"], folder["y"], "--each-against-each", "--reference", folder["x"]).FailsWith(2, "one of the two");
        CliRun.Of("compare", folder["x"], folder["y"]).FailsWith(2, "--reference");
    }

    [ReferenceDataFact]
    public void The_four_readers_of_the_abdomen_agree_and_the_report_says_where_not()
    {
        using var folder = new TemporaryFolder();
        string[] readers = [.. Directory.GetFiles(ReferenceData.Path("ct-abdomen"), "*_reader_*.nii.gz").Order(StringComparer.Ordinal)];
        CliRun.Of(["compare", .. readers, "--each-against-each", "--ct", ReferenceData.Path("ct-abdomen/ct.nii.gz"), "--out", folder["out"]]).Succeeds();
        var text = File.ReadAllText(folder["out/agreement.json"]);
        Schemas.Check("agreement.schema.json", text);
        var json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(["322a8bdf", "982da691", "b0797417", "d851f738"], json.GetProperty("readers").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal("prostate", json.GetProperty("structures").EnumerateArray().MinBy(s => s.GetProperty("lowestDice").GetDouble()).GetProperty("structure").GetString());
        Assert.Contains(json.GetProperty("warnings").EnumerateArray(), w => w.GetString()!.Contains("rib_left_7", StringComparison.Ordinal));
        Assert.All(json.GetProperty("figures").EnumerateArray(), f => Assert.False(f.GetProperty("isIndependent").GetBoolean()));
    }
}
