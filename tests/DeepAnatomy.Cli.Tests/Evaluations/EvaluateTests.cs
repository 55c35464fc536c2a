using System.Text.Json;
using DeepAnatomy.Cli.Tests.Comparisons;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Tests.Evaluations;

public class EvaluateTests
{
    [Fact]
    public void Two_empty_maps_are_absent_in_both_and_not_nothing()
    {
        using var folder = new TemporaryFolder();
        var empty = Boxes.Write(folder["empty.nii.gz"]);
        var label = Labels(CliRun.Of("evaluate", empty, empty, "--json")).GetProperty("1");
        Assert.Equal("absentInBoth", label.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, label.GetProperty("dice").ValueKind);
        Assert.Equal(1, Labels(CliRun.Of("evaluate", empty, empty, "--json", "--profile", "metrics-reloaded")).GetProperty("1").GetProperty("dice").GetDouble());
    }

    [Fact]
    public void A_structure_that_only_other_cases_have_is_counted_as_absent()
    {
        using var folder = new TemporaryFolder();
        foreach (var side in new[] { "p", "r" })
        {
            Boxes.Write(folder[$"{side}/a.nii.gz"], (2, 1));
            Boxes.Write(folder[$"{side}/b.nii.gz"], (2, 1), (11, 2));
        }

        var json = JsonDocument.Parse(CliRun.Of("evaluate", folder["p"], folder["r"], "--json").Succeeds().Out).RootElement;
        var first = json.GetProperty("cases")[0].GetProperty("labels").GetProperty("2");
        Assert.Equal("absentInBoth", first.GetProperty("state").GetString());
        Assert.Equal(1, json.GetProperty("summary").GetProperty("labels").GetProperty("2").GetProperty("absentInBoth").GetInt32());
        Schemas.Check("evaluation.schema.json", json.GetRawText());
    }

    [Fact]
    public void A_label_that_is_nowhere_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var map = Boxes.Write(folder["a.nii.gz"], (2, 1));
        CliRun.Of("evaluate", map, map, "--labels", "1", "7").FailsWith(2, "--labels 7", "present are 1");
        CliRun.Of("evaluate", map, map, "--labels", "tail").FailsWith(2, "--labels tail");
    }

    [Fact]
    public void A_shifted_grid_of_the_same_size_is_refused_with_both_origins()
    {
        using var folder = new TemporaryFolder();
        var map = Boxes.Write(folder["a.nii.gz"], (2, 1));
        var other = folder["b.nii.gz"];
        var read = ImageFile.ReadLabelMap(map);
        ImageFile.WriteLabelMap(other, read with { Voxels = read.Voxels.On(Boxes.Grid.Window(5, 0, 0, Boxes.Grid.Shape)) });
        CliRun.Of("evaluate", other, map).FailsWith(2, "another grid", "origin 4/0/0", "origin 0/0/0", "--resample");
        Assert.Contains("resampled", CliRun.Of("evaluate", other, map, "--resample").Succeeds().Out);
    }

    [Fact]
    public void A_sparse_reference_counts_what_is_defined_and_gives_an_interval()
    {
        using var folder = new TemporaryFolder();
        var names = new LabelSet("splat", [new(1, "muscle"), new(200, "undefined"), new(201, "uncertain")]);
        var prediction = Boxes.Write(folder["p.nii.gz"], (2, 1));
        var reference = Boxes.Write(folder["r.nii.gz"], names, (2, 1), (4, 201), (8, 200));
        var run = CliRun.Of("evaluate", prediction, reference, "--json");
        var labels = Labels(run);
        Schemas.Check("evaluation.schema.json", run.Out);
        Assert.Equal("muscle", labels.EnumerateObject().Single().Name);

        // Of the prediction's 8 columns 2 are certain, 4 uncertain, 2 undefined; beyond it 6 are undefined.
        var (muscle, sparse) = (labels.GetProperty("muscle"), labels.GetProperty("muscle").GetProperty("sparse"));
        Assert.Equal(1, muscle.GetProperty("dice").GetDouble());
        Assert.Equal(2 * 2.0 / (2 + 6), sparse.GetProperty("diceLow").GetDouble(), 12);
        Assert.Equal(1, sparse.GetProperty("diceHigh").GetDouble(), 12);
        Assert.Equal(1 - (8.0 * 48 / Boxes.Grid.Shape.Count), sparse.GetProperty("definedFraction").GetDouble(), 12);
        Assert.Equal(JsonValueKind.Null, muscle.GetProperty("hdMm").ValueKind);
        CliRun.Of("evaluate", prediction, reference, "--labels", "undefined").FailsWith(2, "undefined", "mark");
        CliRun.Of("evaluate", prediction, reference, "--uncertain", "maybe").FailsWith(2, "--uncertain maybe");
    }

    [Fact]
    public void Probabilities_are_scored_and_refused_outside_0_to_1()
    {
        using var folder = new TemporaryFolder();
        var map = Boxes.Write(folder["a.nii.gz"], (2, 1));
        var sure = Boxes.WriteNumbers(folder["sure.mha"], i => i is >= 2 and < 10 ? 0.9f : 0.1f);
        var run = CliRun.Of("evaluate", map, map, "--json", "--probabilities", $"1={sure}");
        Schemas.Check("evaluation.schema.json", run.Out);
        var scores = Labels(run).GetProperty("1").GetProperty("probability");
        Assert.InRange(scores.GetProperty("brier").GetDouble(), 0.009, 0.5);
        Assert.Equal(10, scores.GetProperty("bins").GetArrayLength());
        Assert.Contains("equal-width", scores.GetProperty("convention").GetString());

        var wrong = Boxes.WriteNumbers(folder["wrong.mha"], i => i == 3 ? 1.5f : 0.1f);
        CliRun.Of("evaluate", map, map, "--probabilities", wrong).FailsWith(2, "wrong.mha", "(3, 0, 0) is 1.5", "between 0 and 1");
        CliRun.Of("evaluate", map, map, "--probabilities", $"9={sure}").FailsWith(2, "9=", "no such structure");
    }

    [Fact]
    public void A_case_without_a_probability_map_is_said()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "p/a.nii.gz", "p/b.nii.gz", "r/a.nii.gz", "r/b.nii.gz" })
        {
            Boxes.Write(folder[name], (2, 1));
        }

        Directory.CreateDirectory(folder["maps"]);
        Boxes.WriteNumbers(folder["maps/a.mha"], _ => 0.25f);
        var run = CliRun.Of("evaluate", folder["p"], folder["r"], "--json", "--probabilities", $"1={folder["maps"]}").Succeeds();
        Schemas.Check("evaluation.schema.json", run.Out);
        Assert.Equal(2, run.Out.Split("No probability map of 1 of this name").Length);
    }

    [Fact]
    public void Maps_that_follow_different_label_sets_are_refused_until_the_user_says_how()
    {
        using var folder = new TemporaryFolder();
        var prediction = Boxes.Write(folder["p.nii.gz"], new LabelSet("one", [new(1, "psoas"), new(2, "wall")]), (2, 1), (11, 2));
        var reference = Boxes.Write(folder["r.nii.gz"], new LabelSet("two", [new(1, "wall"), new(2, "psoas")]), (2, 2), (11, 1));
        CliRun.Of("evaluate", prediction, reference).FailsWith(2, "label sets differ", "label 1 is psoas", "--match-labels");
        Assert.All(Labels(CliRun.Of("evaluate", prediction, reference, "--json", "--match-labels", "name")).EnumerateObject(), l => Assert.Equal(1, l.Value.GetProperty("dice").GetDouble()));
        Assert.All(Labels(CliRun.Of("evaluate", prediction, reference, "--json", "--match-labels", "value")).EnumerateObject(), l => Assert.Equal(0, l.Value.GetProperty("dice").GetDouble()));
    }

    [Fact]
    public void The_report_stands_alone_and_shows_where_the_error_is()
    {
        using var folder = new TemporaryFolder();
        SyntheticStudy.Write(folder.Path, cases: 3, pixelMm: 2, sliceMm: 10, models: 3);
        CliRun.Of("evaluate", folder["shifted"], folder["reference"], "--ct", folder["ct"], "--out", folder["many"]).Succeeds();
        CliRun.Of("evaluate", folder["shifted/case00.nii.gz"], folder["reference/case00.nii.gz"], "--ct", folder["ct/case00.nii.gz"], "--out", folder["one"]).Succeeds();
        foreach (var name in new[] { "many", "one" })
        {
            Schemas.Check("evaluation.schema.json", File.ReadAllText(folder[$"{name}/evaluation.json"]));
            Assert.StartsWith("case,structure,state,metric,value", File.ReadAllText(folder[$"{name}/values.csv"]));
            var page = File.ReadAllText(folder[$"{name}/report.html"]);
            Pages.StandAlone(page);
            Assert.Contains("Where the error is", page);
            Assert.Contains("data:image/png;base64,", page);
            Assert.Contains("Dice along the body", page);
            Assert.Contains("SMA", page);
        }
    }

    [Fact]
    public void Work_that_is_stopped_before_the_first_case_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        Boxes.Write(folder["p/a.nii.gz"], (2, 1));
        Boxes.Write(folder["r/a.nii.gz"], (2, 1));
        CliRun.Of(["evaluate", folder["p"], folder["r"], "--out", folder["out"]], new CancellationToken(canceled: true)).FailsWith(1, "stopped");
        Assert.False(Directory.Exists(folder["out"]));
    }

    static JsonElement Labels(CliRun run) => JsonDocument.Parse(run.Succeeds().Out).RootElement.GetProperty("labels");
}
