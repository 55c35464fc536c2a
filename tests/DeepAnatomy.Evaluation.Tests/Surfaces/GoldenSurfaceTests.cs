using System.Text.Json;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Evaluation.Surfaces;

namespace DeepAnatomy.Evaluation.Tests.Surfaces;

/// <summary>Every convention against the values of the tools that use it.</summary>
public class GoldenSurfaceTests
{
    const double VoxelTolerance = 1e-12;
    const double SurfelTolerance = 1e-9;

    public static TheoryData<string> Names => GoldenCase.Names;

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void Voxel_surfaces_agree(string name)
    {
        var golden = GoldenCase.Load(name);
        ForEachLabel(golden, (value, label, matrix) =>
        {
            foreach (var (kindName, kind) in new[] { ("face", SurfaceKind.FaceVoxels), ("full", SurfaceKind.VertexVoxels) })
            {
                foreach (var (exteriorName, exterior) in new[] { ("background", Exterior.Background), ("foreground", Exterior.Foreground) })
                {
                    if (!label.GetProperty("hand").TryGetProperty($"voxel_surface_{kindName}_exterior_is_{exteriorName}", out var expected) || expected.ValueKind != JsonValueKind.Object || !expected.TryGetProperty("hd", out _))
                    {
                        continue;
                    }

                    var what = $"{name} label {value} {kindName} {exteriorName}";
                    var d = Distances(golden, value, matrix, kind, exterior);
                    Assert.Equal(expected.Number("n_border_ref"), d.ReferenceToPrediction.Mm.Length);
                    Assert.Equal(expected.Number("n_border_pred"), d.PredictionToReference.Mm.Length);
                    if (d.ReferenceToPrediction.Mm.Length == 0 || d.PredictionToReference.Mm.Length == 0)
                    {
                        continue;
                    }

                    Golden.Near(expected.Number("hd"), SurfaceMetrics.HausdorffMm(d), VoxelTolerance, what + " HD");
                    Golden.Near(expected.Number("assd_pooled"), SurfaceMetrics.AverageSymmetricMm(d), VoxelTolerance, what + " ASSD");
                    Golden.Near(expected.Number("masd_mean_of_directed"), SurfaceMetrics.MeanAverageMm(d), VoxelTolerance, what + " MASD");
                    Golden.Near(expected.GetProperty("hd95_max_of_directed").Number("linear"), SurfaceMetrics.PercentileMm(d, 95, PercentileRule.MaximumOfDirected), VoxelTolerance, what + " HD95");
                    Golden.Near(expected.GetProperty("hd95_pooled").Number("linear"), SurfaceMetrics.PercentileMm(d, 95, PercentileRule.Pooled), VoxelTolerance, what + " HD95 pooled");
                    foreach (var tolerance in expected.GetProperty("nsd_pooled").EnumerateObject())
                    {
                        var mm = double.Parse(tolerance.Name);
                        Golden.Near(Golden.Number(tolerance.Value), SurfaceMetrics.SurfaceDice(d, mm, SurfaceDiceRule.Pooled), VoxelTolerance, $"{what} NSD {mm}");
                        Golden.Near(expected.GetProperty("nsd_pooled_eps1e-9").Number(tolerance.Name), SurfaceMetrics.SurfaceDice(d, mm, SurfaceDiceRule.Pooled, 1e-9), VoxelTolerance, $"{what} NSD eps {mm}");
                        Golden.Near(expected.GetProperty("nsd_mean_of_directed").Number(tolerance.Name), SurfaceMetrics.SurfaceDice(d, mm, SurfaceDiceRule.MeanOfDirected), VoxelTolerance, $"{what} NSD mean {mm}");
                    }
                }
            }
        });
    }

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void Surfels_agree_with_surface_distance(string name)
    {
        var golden = GoldenCase.Load(name);
        ForEachLabel(golden, (value, label, matrix) =>
        {
            if (!label.TryGetProperty("surface_distance", out var expected) || expected.ValueKind != JsonValueKind.Object || !expected.TryGetProperty("n_surfel_ref", out _))
            {
                return;
            }

            var what = $"{name} label {value}";
            var d = Distances(golden, value, matrix, SurfaceKind.Surfels, Exterior.Background);
            Assert.Equal(expected.Number("n_surfel_ref"), d.ReferenceToPrediction.Mm.Length);
            Assert.Equal(expected.Number("n_surfel_pred"), d.PredictionToReference.Mm.Length);
            Golden.Near(expected.Number("area_ref"), d.ReferenceToPrediction.TotalWeight, SurfelTolerance, what + " area");
            Golden.Near(expected.Number("area_pred"), d.PredictionToReference.TotalWeight, SurfelTolerance, what + " area");
            if (d.ReferenceToPrediction.Mm.Length == 0 || d.PredictionToReference.Mm.Length == 0)
            {
                return;
            }

            var (a, b) = SurfaceMetrics.DirectedMeansMm(d);
            Golden.Near(expected.Numbers("average_surface_distance"), [a, b], SurfelTolerance, what + " means");
            foreach (var percent in new[] { 50, 90, 95, 99, 100 })
            {
                Golden.Near(expected.Number($"robust_hausdorff_{percent}"), SurfaceMetrics.PercentileMm(d, percent, PercentileRule.AreaStep), SurfelTolerance, $"{what} HD{percent}");
            }

            foreach (var tolerance in expected.GetProperty("surface_dice").EnumerateObject())
            {
                Golden.Near(Golden.Number(tolerance.Value), SurfaceMetrics.SurfaceDice(d, double.Parse(tolerance.Name), SurfaceDiceRule.Pooled), SurfelTolerance, $"{what} surface Dice {tolerance.Name}");
            }
        });
    }

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void Overlap_agrees(string name)
    {
        var golden = GoldenCase.Load(name);
        ForEachLabel(golden, (value, label, matrix) =>
        {
            var counts = matrix.Of(value);
            var hand = label.GetProperty("hand");
            var expected = hand.GetProperty("counts");
            Assert.Equal(
                (expected.Number("tp"), expected.Number("fp"), expected.Number("fn"), expected.Number("tn")),
                (counts.TruePositive, counts.FalsePositive, counts.FalseNegative, counts.TrueNegative));
            var overlap = hand.GetProperty("overlap");
            foreach (var (key, actual) in new (string, double)[]
            {
                ("dice", counts.Dice), ("iou", counts.Jaccard), ("precision", counts.Precision), ("recall", counts.Sensitivity), ("specificity", counts.Specificity), ("accuracy", counts.Accuracy),
                ("volume_similarity_taha", counts.VolumeSimilarity), ("volume_similarity_itk", counts.SignedVolumeSimilarity), ("relative_volume_difference", counts.RelativeVolumeDifference), ("mcc", counts.MatthewsCorrelation),
            })
            {
                if (overlap.TryGetProperty(key, out var number) && Golden.Number(number) is var e && double.IsFinite(e) && double.IsFinite(actual))
                {
                    Golden.Near(e, actual, VoxelTolerance, $"{name} label {value} {key}");
                }
            }
        });
    }

    static SurfaceDistances Distances(GoldenCase golden, ushort value, ConfusionMatrix matrix, SurfaceKind kind, Exterior exterior) =>
        SurfaceDistances.Between(golden.Prediction, golden.Reference, [value], matrix.BoxOf([value]) ?? new VoxelBox(0, 0, 0, 0, 0, 0), golden.Spacing, kind, exterior, golden.Dimensions == 2);

    static void ForEachLabel(GoldenCase golden, Action<ushort, JsonElement, ConfusionMatrix> check)
    {
        var matrix = ConfusionMatrix.Of(golden.Prediction, golden.Reference);
        foreach (var label in golden.Labels.EnumerateObject())
        {
            check(ushort.Parse(label.Name), label.Value, matrix);
        }
    }
}
