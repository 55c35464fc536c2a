using System.Text.Json;

namespace DeepAnatomy.Cli.Tests.Comparisons;

public class CompareTests
{
    [Fact]
    public void A_study_gives_a_report_values_and_json_that_fits_its_schema()
    {
        using var folder = new TemporaryFolder();
        var models = SyntheticStudy.Write(folder.Path, cases: 5, pixelMm: 4, sliceMm: 10, models: 3);
        CliRun.Of(["compare", .. models, "--reference", folder["reference"], "--ct", folder["ct"], "--out", folder["out"], "--replicates", "400"]).Succeeds();
        var text = File.ReadAllText(folder["out/comparison.json"]);
        Schemas.Check("comparison.schema.json", text);
        var json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(["sharp", "sharp-twin", "shifted"], json.GetProperty("models").EnumerateArray().Select(m => m.GetString()));
        Assert.Contains("Only 5 cases", text);
        var page = File.ReadAllText(folder["out/report.html"]);
        Pages.StandAlone(page);
        Assert.Equal(1 + (5 * 3 * 6 * 6), File.ReadAllLines(folder["out/values.csv"]).Length);
    }

    [Fact]
    public void The_same_study_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var models = SyntheticStudy.Write(folder.Path, cases: 3, pixelMm: 5, sliceMm: 10, models: 2);
        CliRun Run() => CliRun.Of(["compare", .. models, "--reference", folder["reference"], "--json", "--replicates", "300", "--seed", "7"]).Succeeds();
        Assert.Equal(Run().Out, Run().Out);
    }

    [Fact]
    public void One_case_allows_no_statistics_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var models = SyntheticStudy.Write(folder.Path, cases: 1, pixelMm: 5, sliceMm: 10, models: 2);
        var run = CliRun.Of(["compare", .. models, "--reference", folder["reference"], "--out", folder["out"]]).Succeeds();
        Assert.Contains("One case allows no statistics", run.Out);
    }

    [Fact]
    public void Other_subjects_and_missing_ones_are_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var models = SyntheticStudy.Write(folder.Path, cases: 2, pixelMm: 5, sliceMm: 10, models: 2);
        File.Move(folder["sharp/case01.nii.gz"], folder["case01.nii.gz"]);
        CliRun.Of(["compare", .. models, "--reference", folder["reference"]]).FailsWith(2, "sharp", "lacks case01");
        Assert.Contains("sharp", CliRun.Of(["compare", .. models, "--reference", folder["reference"], "--allow-missing"]).Succeeds().Out);
        File.Move(folder["case01.nii.gz"], folder["sharp/stranger.nii.gz"]);
        CliRun.Of(["compare", .. models, "--reference", folder["reference"]]).FailsWith(2, "other subjects", "stranger");
    }

    [Fact]
    public void Another_grid_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var models = SyntheticStudy.Write(folder.Path, cases: 2, pixelMm: 5, sliceMm: 10, models: 2);
        using var other = new TemporaryFolder();
        SyntheticStudy.Write(other.Path, cases: 2, pixelMm: 6, sliceMm: 10, models: 2);
        File.Copy(other["sharp/case01.nii.gz"], folder["sharp/case01.nii.gz"], overwrite: true);
        CliRun.Of(["compare", .. models, "--reference", folder["reference"]]).FailsWith(2, "another grid", "case01.nii.gz", "--resample");
        CliRun.Of(["compare", .. models, "--reference", folder["reference"], "--resample"]).Succeeds();
    }

    [Fact]
    public void A_label_that_does_not_exist_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var models = SyntheticStudy.Write(folder.Path, cases: 1, pixelMm: 5, sliceMm: 10, models: 1);
        CliRun.Of(["compare", .. models, "--reference", folder["reference"], "--labels", "tail"]).FailsWith(2, "tail");
    }

    [Fact]
    public void An_evaluation_fits_its_schema()
    {
        using var folder = new TemporaryFolder();
        SyntheticStudy.Write(folder.Path, cases: 2, pixelMm: 5, sliceMm: 10, models: 1);
        foreach (var profile in new[] { "deepanatomy", "metrics-reloaded", "itk", "panoptica" })
        {
            Schemas.Check("evaluation.schema.json", CliRun.Of("evaluate", folder["sharp"], folder["reference"], "--json", "--profile", profile).Succeeds().Out);
            Schemas.Check("evaluation.schema.json", CliRun.Of("evaluate", folder["sharp/case00.nii.gz"], folder["reference/case00.nii.gz"], "--json", "--profile", profile).Succeeds().Out);
        }
    }

    [Fact]
    [Trait("Speed", "soak")]
    public void Five_models_on_thirty_phantoms_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        var models = SyntheticStudy.Write(folder.Path, cases: 30, pixelMm: 1.6, sliceMm: 6);
        SyntheticStudy.WriteProbabilities(folder.Path, models: 5, "psoas_left");
        var target = Environment.GetEnvironmentVariable("DEEPANATOMY_REPORT_DIR") ?? folder["out"];
        CliRun.Of(["compare", .. models, "--reference", folder["reference"], "--ct", folder["ct"], "--out", target]).Succeeds();
        var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(target, "comparison.json"))).RootElement;
        var dice = json.GetProperty("results").EnumerateArray().First();
        var means = dice.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("mean").GetProperty("estimate").GetDouble()).ToArray();
        Assert.True(means[0] > means[3] && means[3] > means[4]);
        Assert.True(dice.GetProperty("pairs").EnumerateArray().Single(p => p.GetProperty("first").GetString() == "sharp" && p.GetProperty("second").GetString() == "careless").GetProperty("wilcoxonHolmP").GetDouble() < 0.001);
    }
}
