using DeepAnatomy.Evaluation.Components;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Tests.Components;

public class ComponentTests
{
    public static TheoryData<string> Names => GoldenCase.Names;

    [ReferenceDataTheory]
    [MemberData(nameof(Names))]
    public void Panoptic_quality_agrees(string name)
    {
        var golden = GoldenCase.Load(name);
        foreach (var label in golden.Labels.EnumerateObject())
        {
            var value = ushort.Parse(label.Name);
            foreach (var (key, connectivity) in new[] { ("connface", Connectivity.Faces6), ("connfull", Connectivity.Vertices26) })
            {
                if (!label.Value.GetProperty("hand").TryGetProperty($"panoptic_iou_gt_0.5_{key}", out var expected))
                {
                    continue;
                }

                var m = ComponentMatching.Of(Mask(golden.Prediction, value), Mask(golden.Reference, value), connectivity);
                Assert.Equal((expected.Number("n_ref"), expected.Number("n_pred"), expected.Number("tp")), (m.ReferenceCount, m.PredictionCount, m.Matches.Count));
                Golden.Near(expected.Number("rq"), m.RecognitionQuality, 1e-12, $"{name} {key} RQ");
                Golden.Near(expected.Number("pq"), m.PanopticQuality, 1e-12, $"{name} {key} PQ");
                Golden.Near(expected.Number("sq"), m.SegmentationQuality, 1e-12, $"{name} {key} SQ");
            }
        }
    }

    [Fact]
    public void Pieces_beside_the_largest_are_islands()
    {
        var voxels = new byte[1000];
        voxels.AsSpan(0, 30).Fill(1);
        voxels[500] = voxels[501] = voxels[900] = 1;
        var islands = Islands.Of(Volume<byte>.Adopt(new Grid(new Shape(10, 10, 10), new Spacing(1, 1, 5)), voxels));
        Assert.Equal((2, 0.015, 3.0 / 33), (islands.Count, islands.VolumeMl, islands.Fraction));
    }

    [Fact]
    public void Exchanged_sides_are_suspected()
    {
        var set = new LabelSet("test", [new(1, "psoas_left"), new(2, "psoas_right"), new(3, "aorta")]);
        var grid = new Grid(new Shape(10, 10, 1), new Spacing(1, 1, 1));
        ushort[] Map(ushort first, ushort second) => [.. Enumerable.Range(0, 100).Select(n => n % 10 < 4 ? first : n % 10 > 6 ? second : (ushort)0)];
        var (right, wrong) = (Volume<ushort>.Adopt(grid, Map(1, 2)), Volume<ushort>.Adopt(grid, Map(2, 1)));
        Assert.Equal(new SideSwap("psoas", 0, 1), SideSwap.Of(ConfusionMatrix.Of(wrong, right), set).Single());
        Assert.False(SideSwap.Of(ConfusionMatrix.Of(right, right), set).Single().IsSuspected);
    }

    [Fact]
    public void Slices_add_up_to_the_whole()
    {
        var grid = new Grid(new Shape(6, 5, 4), new Spacing(1, 1, 1));
        var (p, r) = (Volume<ushort>.Adopt(grid, [.. Enumerable.Range(0, 120).Select(n => (ushort)(n % 3))]), Volume<ushort>.Adopt(grid, [.. Enumerable.Range(0, 120).Select(n => (ushort)(n % 4))]));
        Assert.Equal(ConfusionMatrix.Of(p, r).Of([1, 2]), SliceProfile.Of(p, r, 1, 2).Aggregate((a, b) => a + b));
    }

    static Volume<byte> Mask(Volume<ushort> v, ushort value) => Volume<byte>.Adopt(v.Grid, [.. v.Voxels.ToArray().Select(x => (byte)(x == value ? 1 : 0))]);
}
