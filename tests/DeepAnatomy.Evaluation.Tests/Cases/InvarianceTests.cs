using CsCheck;
using DeepAnatomy.Evaluation.Cases;
using DeepAnatomy.Evaluation.Tests.Surfaces;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Tests.Cases;

/// <summary>What must not change the numbers, and what must change them in a known way; for every profile.</summary>
public class InvarianceTests
{
    const int Samples = 60;

    public static TheoryData<string> Profiles => [.. MetricProfile.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_mask_agrees_fully_with_itself(string profile) => Textures.Pairs.Sample(
        pair =>
        {
            var same = Evaluate(profile, pair.Reference, pair.Reference);
            Assert.Equal((1.0, 1.0), (same.Dice, same.Jaccard));
            Assert.True(same.Reason is not null || (same.HdMm == 0 && same.Hd95Mm == 0 && same.AssdMm == 0 && same.Nsd.All(n => n.Value == 1)));
        },
        iter: Samples);

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Prediction_and_reference_can_change_places(string profile) => Textures.Pairs.Sample(
        pair => Same(Evaluate(profile, pair.Prediction, pair.Reference), Evaluate(profile, pair.Reference, pair.Prediction)), iter: Samples);

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Flips_and_permutations_of_the_axes_change_nothing(string profile) => Gen.Select(Textures.Pairs, Gen.Int[0, 7].Select(n => new[] { "RPS", "LAS", "LPI", "RAI", "PLS", "SLP", "AIR", "IRA" }[n])).Sample(
        (pair, axes) =>
        {
            // A single slice that is turned on its side is another thing where single slices along k are measured in the plane.
            if (Enumerable.Range(0, 3).All(axis => pair.Reference.Shape.Along(axis) > 1))
            {
                Same(Evaluate(profile, pair.Prediction, pair.Reference), Evaluate(profile, pair.Prediction.ToAxes(axes), pair.Reference.ToAxes(axes)));
            }
        },
        iter: Samples);

    [Fact]
    public void Renaming_labels_changes_nothing() => Gen.Select(Textures.Pairs, Gen.Int[2, 65535]).Sample(
        (pair, value) =>
        {
            Volume<ushort> Renamed(Volume<ushort> v) => Volume<ushort>.Adopt(v.Grid, [.. v.Voxels.ToArray().Select(x => x == 1 ? (ushort)value : (ushort)0)]);
            var renamed = new CaseEvaluator(MetricProfile.DeepAnatomy, [1, 2]).Evaluate(Renamed(pair.Prediction), Renamed(pair.Reference))[0];
            Same(Evaluate("deepanatomy", pair.Prediction, pair.Reference), renamed);
        },
        iter: Samples);

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Distances_grow_with_the_spacing(string profile) => Gen.Select(Textures.Pairs, Gen.Int[0, 2].Select(n => new[] { 2.0, 0.5, 4.0 }[n])).Sample(
        (pair, factor) =>
        {
            Volume<ushort> Scaled(Volume<ushort> v) => v.On(new Grid(v.Shape, new Spacing(v.Grid.Spacing.IMm * factor, v.Grid.Spacing.JMm * factor, v.Grid.Spacing.KMm * factor)));
            var (a, b) = (Evaluate(profile, pair.Prediction, pair.Reference), Evaluate(profile, Scaled(pair.Prediction), Scaled(pair.Reference), factor));
            Golden.Near([a.HdMm * factor, a.Hd95Mm * factor, a.AssdMm * factor, a.MasdMm * factor], [b.HdMm, b.Hd95Mm, b.AssdMm, b.MasdMm], 1e-12);
            Golden.Near([.. a.Nsd.Select(n => n.Value)], [.. b.Nsd.Select(n => n.Value)], 1e-9);
            Golden.Near(a.ReferenceMl * factor * factor * factor, b.ReferenceMl, 1e-12);
        },
        iter: Samples);

    [Fact]
    public void One_structure_among_many_gives_the_same_bytes_as_alone() => Textures.Pairs.Sample(
        pair =>
        {
            // Many structures run beside each other, one runs with its slices beside each other.
            var alone = Evaluate("deepanatomy", pair.Prediction, pair.Reference);
            var structures = Enumerable.Range(0, 6).Select(n => new Structure($"{n}", [1])).ToArray();
            foreach (var one in new CaseEvaluator(MetricProfile.DeepAnatomy, [1, 2]).Evaluate(pair.Prediction, pair.Reference, structures))
            {
                Assert.Equal(Numbers(alone), Numbers(one));
            }
        },
        iter: Samples);

    static void Same(LabelResult a, LabelResult b) => Golden.Near(Numbers(a), Numbers(b), 1e-9);

    static double[] Numbers(LabelResult r) => [r.Dice, r.Jaccard, r.HdMm, r.Hd95Mm, r.AssdMm, r.MasdMm, r.SetAverageMm, r.BoundaryIouInVoxels, .. r.Nsd.Select(n => n.Value), .. r.BoundaryIou.Select(n => n.Value)];

    static LabelResult Evaluate(string profile, Volume<ushort> prediction, Volume<ushort> reference, double factor = 1) =>
        new CaseEvaluator(MetricProfile.Find(profile)!, [1 * factor, 2 * factor]).Evaluate(prediction, reference)[0];
}
