using System.Text.Json;

namespace DeepAnatomy.Cli.Tests;

/// <summary>The main job from the command line.</summary>
public class QuantifyTests
{
    [Fact]
    public void A_synthetic_patient_is_measured_against_its_truth_and_the_report_is_complete()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        CliRun.Of("quantify", ct, "--labels", folder["patient-0001/truth.nii.gz"], "--out", folder["out"], "--sex", "m", "--age", "60", "--height-m", "1.76").Succeeds();
        Assert.Equal(
            ["labels.labels.json", "labels.nii.gz", "measurements.csv", "measurements.json", "overlay.png", "report.html", "report.pdf"],
            Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var truth = JsonDocument.Parse(File.ReadAllText(folder["patient-0001/phantom.json"])).RootElement;
        var json = JsonDocument.Parse(File.ReadAllText(folder["out/measurements.json"])).RootElement;
        Assert.Equal(truth.GetProperty("l3SliceK").GetInt32(), json.GetProperty("level").GetProperty("sliceK").GetInt32(), 1.01);
        var expected = truth.GetProperty("areasAtL3").GetProperty("muscleWindowCm2").GetDouble();
        Assert.InRange(Value(json, "SMA", "skeletal_muscle"), expected * 0.93, expected * 1.07);
    }

    [Fact]
    public void A_stopped_run_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        var before = Directory.GetFileSystemEntries(folder.Path).Order().ToArray();
        CliRun.Of(["quantify", ct, "--out", folder["out"]], new CancellationToken(canceled: true)).FailsWith(1, "stopped");
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path).Order());
    }

    [Fact]
    public void The_same_command_gives_the_same_labels_twice()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        CliRun.Of("segment", ct, folder["a.nii.gz"]).Succeeds();
        CliRun.Of("segment", ct, folder["b.nii.gz"]).Succeeds();
        Assert.Equal(File.ReadAllBytes(folder["a.nii.gz"]), File.ReadAllBytes(folder["b.nii.gz"]));
    }

    [Fact]
    public void Axes_and_formats_do_not_change_what_is_measured()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        var truth = folder["patient-0001/truth.nii.gz"];
        CliRun.Of("convert", ct, folder["turned.nrrd"], "--axes", "ASR").Succeeds();
        CliRun.Of("convert", truth, folder["turned-truth.nrrd"], "--labels", "--axes", "ASR").Succeeds();
        var straight = Measure(folder, ct, truth, "a");
        var turned = Measure(folder, folder["turned.nrrd"], folder["turned-truth.nrrd"], "b");
        foreach (var (key, value) in straight)
        {
            Assert.Equal(value, turned[key], 9);
        }
    }

    [ReferenceDataFact]
    public void The_golden_areas_of_a_real_scan_are_reproduced()
    {
        using var folder = new TemporaryFolder();
        CliRun.Of("quantify", ReferenceData.Path("ct-abdomen/ct.nii.gz"), "--labels", ReferenceData.Path("ct-abdomen/labels_totalsegmentator_v1.nii.gz"), "--out", folder["out"], "--sex", "m").Succeeds();
        var json = JsonDocument.Parse(File.ReadAllText(folder["out/measurements.json"])).RootElement;
        Assert.Equal(73, json.GetProperty("level").GetProperty("sliceK").GetInt32());
        Assert.Equal(49.0, Value(json, "CSA", "paravertebral"), 0.0501);
        Assert.Equal(45.3, Value(json, "SMA", "paravertebral"), 0.05);
        Assert.Equal(17.2, Value(json, "SMRA", "paravertebral"), 0.05);
        Assert.Equal(3.78, Value(json, "IMAT", "paravertebral"), 0.05);
        Assert.Equal(13.7, Value(json, "SMA", "psoas"), 0.05);
        Assert.Equal(32.7, Value(json, "SMRA", "psoas"), 0.05);
    }

    [ReferenceDataFact]
    public void A_scan_without_L3_says_so_and_measures_nothing_in_its_place()
    {
        using var folder = new TemporaryFolder();
        CliRun.Of("quantify", ReferenceData.Path("ct-dicom-j2k"), "--out", folder["out"]).FailsWith(1, "L3 is not in the scan");
        var json = JsonDocument.Parse(File.ReadAllText(folder["out/measurements.json"])).RootElement;
        Assert.Equal(JsonValueKind.Null, json.GetProperty("level").GetProperty("sliceK").ValueKind);
        Assert.Contains("not in the scan", json.GetProperty("level").GetProperty("reason").GetString());
        Assert.All(json.GetProperty("measurements").EnumerateArray().Where(m => m.GetProperty("level").GetString() == "L3"), m => Assert.Equal(JsonValueKind.Null, m.GetProperty("value").ValueKind));
    }

    static Dictionary<string, double> Measure(TemporaryFolder folder, string ct, string labels, string name)
    {
        CliRun.Of("quantify", ct, "--labels", labels, "--label-set", "deepanatomy-1", "--out", folder[name], "--sex", "m", "--height-m", "1.76").Succeeds();
        var json = JsonDocument.Parse(File.ReadAllText(folder[$"{name}/measurements.json"])).RootElement;
        return json.GetProperty("measurements").EnumerateArray()
            .Where(m => m.GetProperty("value").ValueKind == JsonValueKind.Number)
            .ToDictionary(m => $"{m.GetProperty("id")} {m.GetProperty("group")} {m.GetProperty("side")} {m.GetProperty("level")} {m.GetProperty("windowHu")}", m => m.GetProperty("value").GetDouble());
    }

    static double Value(JsonElement json, string id, string group) => json.GetProperty("measurements").EnumerateArray()
        .First(m => m.GetProperty("id").GetString() == id && m.GetProperty("group").GetString() == group && m.GetProperty("side").GetString() == "both" && m.GetProperty("level").GetString() == "L3")
        .GetProperty("value").GetDouble();
}
