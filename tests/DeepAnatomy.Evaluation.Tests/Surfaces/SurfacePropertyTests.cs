using CsCheck;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Evaluation.Surfaces;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Tests.Surfaces;

/// <summary>Surfaces and distances of random textures against the definitions.</summary>
public class SurfacePropertyTests
{
    const int Samples = 300;

    [Theory]
    [InlineData(SurfaceKind.FaceVoxels, Exterior.Background, false)]
    [InlineData(SurfaceKind.FaceVoxels, Exterior.Foreground, false)]
    [InlineData(SurfaceKind.VertexVoxels, Exterior.Background, false)]
    [InlineData(SurfaceKind.VertexVoxels, Exterior.Foreground, false)]
    [InlineData(SurfaceKind.FaceVoxels, Exterior.Background, true)]
    [InlineData(SurfaceKind.VertexVoxels, Exterior.Foreground, true)]
    public void Voxel_surfaces_are_those_of_brute_force(SurfaceKind kind, Exterior exterior, bool isFlat) => Textures.Pairs.Sample(
        pair =>
        {
            var (p, r) = pair;
            if (isFlat && p.Shape.K > 1)
            {
                return;
            }

            var (bp, br) = (BruteForce.Border(p, kind, exterior, isFlat), BruteForce.Border(r, kind, exterior, isFlat));
            var d = Between(p, r, kind, exterior, isFlat);
            Assert.Equal((br.Count, bp.Count), (d.ReferenceToPrediction.Mm.Length, d.PredictionToReference.Mm.Length));
            if (bp.Count > 0 && br.Count > 0)
            {
                Golden.Near([.. br.Select(v => BruteForce.NearestMm(v, bp, p.Grid.Spacing))], d.ReferenceToPrediction.Mm, 1e-12);
                Golden.Near([.. bp.Select(v => BruteForce.NearestMm(v, br, p.Grid.Spacing))], d.PredictionToReference.Mm, 1e-12);
            }
        },
        iter: Samples);

    [Fact]
    public void Surfels_are_those_of_brute_force() => Textures.Pairs.Sample(
        pair =>
        {
            var (p, r) = pair;
            var s = p.Grid.Spacing;
            var areas = SurfelTable.Areas(s.IMm, s.JMm, s.KMm);
            var (cp, cr) = (BruteForce.Surfels(p), BruteForce.Surfels(r));
            var d = Between(p, r, SurfaceKind.Surfels, Exterior.Background, false);
            Golden.Near([.. cr.Select(c => areas[c.Code])], d.ReferenceToPrediction.Weights, 0);
            Golden.Near([.. cr.Select(c => BruteForce.NearestMm((c.I, c.J, c.K), cp.Select(o => (o.I, o.J, o.K)), s))], d.ReferenceToPrediction.Mm, 1e-12);
            Golden.Near([.. cp.Select(c => areas[c.Code])], d.PredictionToReference.Weights, 0);
        },
        iter: 100);

    [Fact]
    public void Distances_beyond_a_limit_are_infinite_and_all_others_stay() => Gen.Select(Textures.Pairs, Gen.Double[0, 12]).Sample(
        (pair, limit) =>
        {
            var (p, r) = pair;
            var all = Between(p, r, SurfaceKind.FaceVoxels, Exterior.Background, false);
            var limited = Between(p, r, SurfaceKind.FaceVoxels, Exterior.Background, false, limit);
            Assert.Equal(all.ReferenceToPrediction.Mm.Select(d => d <= limit ? d : double.PositiveInfinity), limited.ReferenceToPrediction.Mm);
        },
        iter: Samples);

    [Fact]
    public void Exchanging_the_masks_exchanges_the_directions() => Textures.Pairs.Sample(
        pair =>
        {
            foreach (var kind in Enum.GetValues<SurfaceKind>())
            {
                var (d, e) = (Between(pair.Prediction, pair.Reference, kind), Between(pair.Reference, pair.Prediction, kind));
                Assert.Equal(d.ReferenceToPrediction.Mm, e.PredictionToReference.Mm);
                Assert.Equal(d.PredictionToReference.Mm, e.ReferenceToPrediction.Mm);
            }
        },
        iter: Samples);

    [Fact]
    public void Far_queries_find_what_near_ones_find()
    {
        // A lone voxel far from a rough plane: beyond every row the search looks at, so that the tree answers.
        var grid = new Imaging.Geometry.Grid(new Imaging.Geometry.Shape(40, 90, 90), new Imaging.Geometry.Spacing(0.8, 0.7, 1.1));
        Gen.Int[0, 39].Array[60].Sample(
            at =>
            {
                var (p, r) = (new ushort[grid.Shape.Count], new ushort[grid.Shape.Count]);
                for (var n = 0; n < at.Length; n++)
                {
                    p[grid.Shape.OffsetOf(at[n], n % 3, n % 5)] = 1;
                    r[grid.Shape.OffsetOf(at[^(n + 1)], 89 - (n % 4), 89 - (n % 7))] = 1;
                }

                var (prediction, reference) = (Volume<ushort>.Adopt(grid, p), Volume<ushort>.Adopt(grid, r));
                var targets = BruteForce.Border(prediction, SurfaceKind.FaceVoxels, Exterior.Background, false);
                var d = Between(prediction, reference, SurfaceKind.FaceVoxels);
                Golden.Near([.. BruteForce.Border(reference, SurfaceKind.FaceVoxels, Exterior.Background, false).Select(v => BruteForce.NearestMm(v, targets, grid.Spacing))], d.ReferenceToPrediction.Mm, 1e-12);
            },
            iter: 8);
    }

    static SurfaceDistances Between(Volume<ushort> p, Volume<ushort> r, SurfaceKind kind, Exterior exterior = Exterior.Background, bool isFlat = false, double limitMm = double.PositiveInfinity)
    {
        var box = ConfusionMatrix.Of(p, r).BoxOf([1])!.Value;
        return SurfaceDistances.Between(BitMask.Of(p, box, [1]), BitMask.Of(r, box, [1]), box, p.Shape, p.Grid.Spacing, kind, exterior, isFlat, limitMm);
    }
}
