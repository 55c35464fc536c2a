using System.Text.Json;
using DeepAnatomy.Cli.Tests.Evaluations;
using DeepAnatomy.Evaluation.Calibration;
using DeepAnatomy.Evaluation.Statistics;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Tests.Comparisons;

public class CompareProbabilitiesTests
{
    const string Structure = "psoas_left";

    [Fact]
    public void Models_with_probability_maps_get_a_diagram_each_and_scores_with_intervals_over_cases()
    {
        using var folder = new TemporaryFolder();
        var models = SyntheticStudy.Write(folder.Path, cases: 4, pixelMm: 4, sliceMm: 10, models: 3);
        SyntheticStudy.WriteProbabilities(folder.Path, models: 2, Structure);
        CliRun.Of(["compare", .. models, "--reference", folder["reference"], "--out", folder["out"], "--replicates", "400", "--seed", "5", "--bins", "8"]).Succeeds();
        var text = File.ReadAllText(folder["out/comparison.json"]);
        Schemas.Check("comparison.schema.json", text);
        var study = JsonDocument.Parse(text).RootElement.GetProperty("calibration").EnumerateArray().Single();
        Assert.Equal(Structure, study.GetProperty("structure").GetString());
        Assert.Equal(["sharp", "sharp-twin"], study.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("model").GetString()));

        // The same numbers by hand.
        var cases = Enumerable.Range(0, 4).Select(n => ByHand(folder, "sharp-twin", n)).ToArray();
        var shown = study.GetProperty("models").EnumerateArray().Last();
        var expected = Bootstrap.OfCases(4, Bootstrap.MeanOf([.. cases.Select(c => c.Reliability.ExpectedError)]), 400, 5).Interval();
        var ece = shown.GetProperty("ece");
        Assert.Equal(expected.Estimate, ece.GetProperty("estimate").GetDouble(), 12);
        Assert.Equal(expected.Low, ece.GetProperty("low").GetDouble(), 12);
        Assert.Equal(expected.High, ece.GetProperty("high").GetDouble(), 12);
        Assert.Equal(cases.Average(c => c.Brier), shown.GetProperty("brier").GetProperty("estimate").GetDouble(), 12);
        Assert.Equal(cases.Sum(c => (long)c.Voxels), shown.GetProperty("voxels").GetInt64());
        Assert.Equal(8, shown.GetProperty("bins").GetArrayLength());
        Assert.Equal(cases.Sum(c => c.Reliability.Bins[3].Count), shown.GetProperty("bins")[3].GetProperty("count").GetInt64());

        var page = File.ReadAllText(folder["out/report.html"]);
        Pages.StandAlone(page);
        Assert.Equal(2, page.Split("aria-label=\"Reliability of ").Length - 1);
        Assert.Contains($"case02,sharp-twin,{Structure},Ok,ece,", File.ReadAllText(folder["out/values.csv"]));
        Assert.Equal(1 + (4 * 3 * 6 * 6) + (4 * 2 * 3), File.ReadAllLines(folder["out/values.csv"]).Length);
    }

    [Fact]
    public void Maps_that_cannot_be_used_are_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "a/1.nii.gz", "a/2.nii.gz", "ref/1.nii.gz", "ref/2.nii.gz" })
        {
            Boxes.Write(folder[name], (2, 1));
        }

        string[] command = ["compare", folder["a"], "--reference", folder["ref"], "--replicates", "200"];
        var maps = Directory.CreateDirectory(folder["a/probabilities/1"]).FullName;
        Boxes.WriteNumbers(Path.Combine(maps, "1.mha"), i => 0.25f);
        CliRun.Of(command).FailsWith(2, maps, "no probability map of 2", "--allow-missing");
        Assert.Contains("ECE", CliRun.Of([.. command, "--allow-missing"]).Succeeds().Out);
        Boxes.WriteNumbers(Path.Combine(maps, "2.mha"), i => i == 3 ? -0.5f : 0.1f);
        CliRun.Of(command).FailsWith(2, "2.mha", "(3, 0, 0) is -0.5", "between 0 and 1");
        SyntheticStudy.WriteNumbers(Path.Combine(maps, "3.nii"), Boxes.Grid, _ => 0);
        CliRun.Of(command).FailsWith(2, "3.nii", "no case of this name");
        File.Delete(Path.Combine(maps, "3.nii"));
        File.Delete(Path.Combine(maps, "2.mha"));
        SyntheticStudy.WriteNumbers(Path.Combine(maps, "2.nii"), new(Boxes.Grid.Shape, new(1, 1, 3)), _ => 0);
        CliRun.Of(command).FailsWith(2, "2.nii", "another grid");
        File.Delete(Path.Combine(maps, "2.nii"));
        Boxes.WriteNumbers(Path.Combine(maps, "2.mha"), i => 0.25f);
        CliRun.Of(command).Succeeds();
        Directory.Move(maps, folder["a/probabilities/tail"]);
        CliRun.Of(command).FailsWith(2, "tail", "no structure is called tail", "there are 1");
        File.Move(folder["a/probabilities/tail/1.mha"], folder["a/probabilities/1.mha"]);
        CliRun.Of(command).FailsWith(2, "1.mha", "probabilities/STRUCTURE");
    }

    static ProbabilityCase ByHand(TemporaryFolder folder, string model, int n)
    {
        var truth = ImageFile.ReadLabels(folder[$"reference/case{n:00}.nii.gz"]).Map;
        var value = truth.Labels.ValueOf(Structure);
        var mask = Volume<byte>.Adopt(truth.Grid, [.. truth.Voxels.Voxels.ToArray().Select(v => (byte)(v == value ? 1 : 0))]);
        return ProbabilityCase.Of(ImageFile.ReadNumbers(folder[$"{model}/probabilities/{Structure}/case{n:00}.nii"]), mask, 8);
    }
}
