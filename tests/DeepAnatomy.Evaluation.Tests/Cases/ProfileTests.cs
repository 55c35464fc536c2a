using System.Text.Json;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Tests.Cases;

/// <summary>Each profile gives what its tool gives, empty masks included.</summary>
public class ProfileTests
{
    const double SinglePrecision = 1e-6;
    const string Face = "voxel_surface_face_exterior_is_background";

    public static TheoryData<string> Names => GoldenCase.Names;

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void The_profile_of_MetricsReloaded_agrees(string name) => Check(name, "metrics-reloaded", "metrics_reloaded", 1e-12, (label, result) =>
    [
        ("dsc", result.Dice), ("iou", result.Jaccard), ("hd", result.HdMm), ("hd_perc", result.Hd95Mm), ("assd", result.AssdMm), ("masd", result.MasdMm),
        .. result.Nsd.Select(n => ($"nsd_by_tolerance/{n.ToleranceMm:0.0}", n.Value)),
    ]);

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void The_profile_of_surface_distance_agrees(string name) => Check(name, "surface-distance", "surface_distance", 1e-9, (label, result) =>
    [
        ("dice", result.Dice), ("robust_hausdorff_100", result.HdMm), ("robust_hausdorff_95", result.Hd95Mm),
        .. result.Nsd.Select(n => ($"surface_dice/{n.ToleranceMm:0.0}", n.Value)),
    ]);

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void The_profile_of_MONAI_agrees(string name) => Check(name, "monai", "monai_1_5_0", SinglePrecision, (label, result) =>
        [("dice_ignore_empty", result.Dice), ("hd", result.HdMm), ("hd95", result.Hd95Mm), ("assd", result.AssdMm), .. result.Nsd.Select(n => ($"nsd/{n.ToleranceMm:0.0}", n.Value))]);

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void Boundary_IoU_of_MetricsReloaded_agrees(string name) => Check(name, "metrics-reloaded", "metrics_reloaded", 1e-12,
        (label, result) => [("boundary_iou", result.BoundaryIouInVoxels)], p => p with { BoundaryVoxels = 2 });

    // ITK reads the spacing of the header in single precision.
    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void The_profile_of_ITK_agrees(string name) => Check(name, "itk", "itk_5_2_1", SinglePrecision, (label, result) =>
    [
        ("dice_total", result.Dice), ("jaccard_total", result.Jaccard), ("hausdorff", result.HdMm), ("average_hausdorff", result.SetAverageMm),
        ("contour_26/msd_pooled", result.AssdMm), ("contour_26/hd95_pooled", result.Hd95Mm),
        .. result.State == LabelState.Ok ? new (string, double)[] { ("volume_similarity_total", result.Counts.SignedVolumeSimilarity), ("false_negative_error_total", 1 - result.Counts.Sensitivity), ("false_positive_error_total", 1 - result.Counts.Precision) } : [],
    ]);

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void The_profile_of_medpy_agrees(string name) => Check(name, "medpy", "hand", 1e-12, (label, result) => result.State != LabelState.Ok ? [] :
        [(Face + "/hd", result.HdMm), (Face + "/hd95_pooled/linear", result.Hd95Mm), (Face + "/assd_pooled", result.AssdMm)]);

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void The_profile_of_panoptica_agrees(string name) => Check(name, "panoptica", "hand", 1e-12, (label, result) => result.State != LabelState.Ok ? [] :
    [
        (Face + "/hd", result.HdMm), (Face + "/hd95_pooled/linear", result.Hd95Mm), (Face + "/masd_mean_of_directed", result.AssdMm),
        .. result.Nsd.Select(n => ($"{Face}/nsd_mean_of_directed/{n.ToleranceMm:0.0}", n.Value)),
    ]);

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void The_subvoxels_of_MONAI_agree(string name) => Check(name, "monai-subvoxels", "monai_1_5_0", SinglePrecision, (label, result) =>
        [.. result.Nsd.Select(n => ($"nsd_subvoxel/{n.ToleranceMm:0.0}", n.Value))]);

    [Fact]
    public void The_profile_of_panoptica_tolerates_one_voxel_where_nothing_is_said()
    {
        var grid = new Grid(new Shape(8, 8, 8), new Spacing(0.7, 0.8, 3));
        var voxels = new ushort[grid.Shape.Count];
        voxels[100] = 1;
        var map = Volume<ushort>.Adopt(grid, voxels);
        Assert.Equal(0.7, new CaseEvaluator(MetricProfile.Find("panoptica")!, []).Evaluate(map, map)[0].Nsd.Single().ToleranceMm);
        Assert.Empty(new CaseEvaluator(MetricProfile.DeepAnatomy, []).Evaluate(map, map)[0].Nsd);
    }

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void Boundary_IoU_in_millimetres_agrees(string name) => Check(name, "metrics-reloaded", "hand", 1e-12, (label, result) =>
        result.State == LabelState.Ok ? [.. result.BoundaryIou.Select(b => ($"boundary_iou_mm_le/{b.ToleranceMm:0.0}", b.Value))] : []);

    [Fact]
    public void A_missed_structure_counts_as_worst_and_says_so()
    {
        var grid = new Grid(new Shape(30, 40, 1), new Spacing(1, 1, 5));
        var reference = new ushort[grid.Shape.Count];
        reference.AsSpan(100, 20).Fill(1);
        var result = new CaseEvaluator(MetricProfile.DeepAnatomy, [2]).Evaluate(
            Volume<ushort>.Adopt(grid, new ushort[grid.Shape.Count]), Volume<ushort>.Adopt(grid, reference))[0];
        Assert.Equal((LabelState.Missed, 0.0, 0.0), (result.State, result.Dice, result.Nsd[0].Value));
        Assert.Equal(Math.Sqrt((30 * 30) + (40 * 40) + 25), result.HdMm, 12);
        Assert.NotNull(result.Reason);
    }

    [Theory]
    [InlineData("RPS")]
    [InlineData("SLP")]
    [InlineData("PSL")]
    public void A_single_slice_is_measured_in_the_plane_along_whichever_axis_it_lies(string axes)
    {
        var grid = new Grid(new Shape(12, 10, 1), new Spacing(0.8, 0.9, 5));
        Volume<ushort> Map(int from) => Volume<ushort>.Adopt(grid, [.. Enumerable.Range(0, grid.Shape.Count).Select(n => (ushort)(n % 12 >= from && n % 12 < from + 5 && n / 12 is > 2 and < 8 ? 1 : 0))]);
        var evaluator = new CaseEvaluator(MetricProfile.DeepAnatomy, [1]);
        var (upright, turned) = (evaluator.Evaluate(Map(2), Map(4))[0], evaluator.Evaluate(Map(2).ToAxes(axes), Map(4).ToAxes(axes))[0]);
        Assert.Equal((upright.HdMm, upright.Hd95Mm), (turned.HdMm, turned.Hd95Mm));
        Assert.Equal(upright.AssdMm, turned.AssdMm, 12);
        Assert.Equal(upright.Nsd[0].Value, turned.Nsd[0].Value, 12);
    }

    [Fact]
    public void A_single_slice_is_measured_in_the_plane()
    {
        var grid = new Grid(new Shape(40, 40, 1), new Spacing(0.8, 0.8, 5));
        ushort[] Disc(double radius)
        {
            var voxels = new ushort[grid.Shape.Count];
            for (var n = 0; n < voxels.Length; n++)
            {
                voxels[n] = (ushort)(Math.Pow((n % 40) - 20, 2) + Math.Pow((n / 40) - 20, 2) <= radius * radius ? 1 : 0);
            }

            return voxels;
        }

        var (small, large) = (Volume<ushort>.Adopt(grid, Disc(10)), Volume<ushort>.Adopt(grid, Disc(13)));
        var flat = new CaseEvaluator(MetricProfile.DeepAnatomy, [1]).Evaluate(small, large)[0];
        var naive = new CaseEvaluator(MetricProfile.DeepAnatomy, [1]) { IsFlat = false }.Evaluate(small, large)[0];
        Assert.InRange(flat.AssdMm, 1.8, 3);
        Assert.True(naive.AssdMm < flat.AssdMm / 2, "every voxel of a slice is a border voxel in space");
    }

    static void Check(string name, string profileName, string tool, double tolerance, Func<JsonElement, LabelResult, (string Key, double Actual)[]> pick, Func<MetricProfile, MetricProfile>? change = null)
    {
        var golden = GoldenCase.Load(name);
        var profile = MetricProfile.Find(profileName)!;
        profile = change is null ? profile : change(profile);
        var evaluator = new CaseEvaluator(profile, golden.TolerancesMm) { IsFlat = golden.Dimensions == 2 };
        foreach (var label in golden.Labels.EnumerateObject())
        {
            if (!label.Value.TryGetProperty(tool, out var expected) || expected.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            var grid = new Grid(golden.Reference.Shape, golden.Spacing);
            var result = evaluator.Evaluate(golden.Prediction.On(grid), golden.Reference.On(grid), [new Structure(label.Name, [ushort.Parse(label.Name)])])[0];
            foreach (var (key, actual) in pick(label.Value, result))
            {
                if (Find(expected, key) is { } e && e.ValueKind is JsonValueKind.Number or JsonValueKind.String)
                {
                    Golden.Near(Golden.Number(Find(expected, key)!.Value), actual, tolerance, $"{name} {profileName} label {label.Name} {key}");
                }
            }
        }
    }

    static JsonElement? Find(JsonElement e, string path)
    {
        foreach (var part in path.Split('/'))
        {
            if (e.ValueKind != JsonValueKind.Object || !e.TryGetProperty(part, out e))
            {
                return null;
            }
        }

        return e;
    }
}
