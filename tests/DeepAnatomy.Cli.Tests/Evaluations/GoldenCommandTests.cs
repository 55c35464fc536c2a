using System.Text.Json;
using DeepAnatomy.Tests;

namespace DeepAnatomy.Cli.Tests.Evaluations;

/// <summary>The command on files as they are (spacing in single precision) gives what each tool gives.</summary>
public class GoldenCommandTests
{
    const string Face = "voxel_surface_face_exterior_is_background/";

    static readonly (string Profile, string Tool, double Tolerance, bool NeedsBoth, (string Ours, string Theirs)[] Metrics)[] Tools =
    [
        ("metrics-reloaded", "metrics_reloaded", 1e-12, false, [("dice", "dsc"), ("jaccard", "iou"), ("hdMm", "hd"), ("hd95Mm", "hd_perc"), ("assdMm", "assd"), ("masdMm", "masd"), ("nsd", "nsd_by_tolerance")]),
        ("surface-distance", "surface_distance", 1e-9, false, [("dice", "dice"), ("hdMm", "robust_hausdorff_100"), ("hd95Mm", "robust_hausdorff_95"), ("nsd", "surface_dice")]),
        ("monai", "monai_1_5_0", 1e-6, false, [("dice", "dice_ignore_empty"), ("hdMm", "hd"), ("hd95Mm", "hd95"), ("assdMm", "assd"), ("nsd", "nsd")]),
        ("monai-subvoxels", "monai_1_5_0", 1e-6, false, [("nsd", "nsd_subvoxel")]),
        ("itk", "itk_5_2_1", 1e-6, false, [("dice", "dice_total"), ("jaccard", "jaccard_total"), ("hdMm", "hausdorff"), ("setAverageMm", "average_hausdorff"), ("assdMm", "contour_26/msd_pooled"), ("hd95Mm", "contour_26/hd95_pooled")]),
        ("medpy", "hand", 1e-12, true, [("hdMm", Face + "hd"), ("hd95Mm", Face + "hd95_pooled/linear"), ("assdMm", Face + "assd_pooled")]),
        ("panoptica", "hand", 1e-12, true, [("hdMm", Face + "hd"), ("hd95Mm", Face + "hd95_pooled/linear"), ("assdMm", Face + "masd_mean_of_directed"), ("nsd", Face + "nsd_mean_of_directed")]),
    ];

    static JsonElement Golden => JsonDocument.Parse(File.ReadAllText(ReferenceData.Path("evaluation/golden_metrics.json"))).RootElement.GetProperty("cases");

    public static TheoryData<string> Names => ReferenceData.IsPresent ? [.. Golden.EnumerateArray().Select(c => c.GetProperty("name").GetString()!)] : [];

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void Every_profile_gives_the_numbers_of_its_tool(string name)
    {
        var golden = Golden.EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        string[] tolerances = [.. golden.GetProperty("tolerances_mm").EnumerateArray().Select(t => t.GetRawText())];
        foreach (var (profile, tool, tolerance, needsBoth, metrics) in Tools)
        {
            var run = CliRun.Of(["evaluate", Map(name, "pred"), Map(name, "ref"), "--json", "--profile", profile, "--tolerance-mm", .. tolerances]).Succeeds();
            var ours = JsonDocument.Parse(run.Out).RootElement.GetProperty("labels");
            foreach (var label in golden.GetProperty("labels").EnumerateObject())
            {
                var result = ours.GetProperty(label.Name);
                if (label.Value.TryGetProperty(tool, out var theirs) && theirs.ValueKind == JsonValueKind.Object && (!needsBoth || result.GetProperty("state").GetString() == "ok"))
                {
                    Assert.All(metrics, m => Same(theirs, m.Theirs, result.GetProperty(m.Ours), tolerance, $"{name} {profile} label {label.Name} {m.Ours}"));
                }
            }
        }
    }

    static void Same(JsonElement theirs, string path, JsonElement ours, double tolerance, string what)
    {
        foreach (var part in path.Split('/'))
        {
            if (theirs.ValueKind != JsonValueKind.Object || !theirs.TryGetProperty(part, out theirs))
            {
                return;
            }
        }

        if (ours.ValueKind == JsonValueKind.Object)
        {
            Assert.All(theirs.EnumerateObject(), t => Near(Number(t.Value), Number(ours.GetProperty(t.Name)), tolerance, $"{what} {t.Name}"));
            return;
        }

        Near(Number(theirs), Number(ours), tolerance, what);
    }

    static void Near(double expected, double actual, double tolerance, string what) =>
        Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");

    static double Number(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.String => e.GetString() switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => double.NaN },
        _ => e.GetDouble(),
    };

    static string Map(string name, string kind) => ReferenceData.Path($"evaluation/cases/{name}_{kind}.nii.gz");
}
