using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Geometry;

public class GridTests
{
    static readonly string[] AllCodes =
        [.. from a in "LRPASI" from b in "LRPASI" from c in "LRPASI" where Names(a, b, c) select $"{a}{b}{c}"];

    static readonly Gen<Grid> AnyGrid =
        from i in Gen.Int[1, 7]
        from j in Gen.Int[1, 7]
        from k in Gen.Int[1, 7]
        from s in Gen.Double[0.3, 6].Array[3]
        from o in Gen.Double[-400, 400].Array[3]
        from angles in Gen.Double[-3.2, 3.2].Array[3]
        from flip in Gen.Bool
        select new Grid(new Shape(i, j, k), new Spacing(s[0], s[1], s[2]), new PatientPoint(o[0], o[1], o[2]), Rotated(angles, flip));

    [Fact]
    public void A_voxel_goes_to_the_patient_and_back() =>
        Gen.Select(AnyGrid, Gen.Double[-20, 20].Array[3]).Sample((grid, v) =>
        {
            var (i, j, k) = grid.ToVoxel(grid.ToPatient(v[0], v[1], v[2]));
            return Math.Abs(i - v[0]) + Math.Abs(j - v[1]) + Math.Abs(k - v[2]) < 1e-9;
        });

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(1, 1, double.PositiveInfinity)]
    public void A_spacing_that_is_not_positive_and_finite_is_refused(double i, double j, double k) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Spacing(i, j, k));

    [Fact]
    public void A_shape_too_large_for_memory_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(100_000, 100_000, 100_000));

    [Fact]
    public void Axes_that_are_sheared_are_refused() =>
        Assert.Throws<ArgumentException>(() => new Orientation(new(1, 0, 0), new(0.3, 1, 0), new(0, 0, 1)));

    [Fact]
    public void Reorientation_keeps_every_voxel_at_its_place_in_the_patient() =>
        Gen.Select(AnyGrid, Gen.Int[0, AllCodes.Length - 1]).Sample((grid, code) =>
        {
            var voxels = Enumerable.Range(0, grid.Shape.Count).ToArray();
            var volume = Volume<int>.Adopt(grid, voxels);
            var turned = volume.ToAxes(AllCodes[code]);
            Assert.Equal(AllCodes[code], turned.Grid.AxisCodes);
            for (var k = 0; k < turned.Shape.K; k++)
            {
                for (var j = 0; j < turned.Shape.J; j++)
                {
                    for (var i = 0; i < turned.Shape.I; i++)
                    {
                        var (a, b, c) = grid.ToVoxel(turned.Grid.ToPatient(i, j, k));
                        Assert.Equal(volume[(int)Math.Round(a), (int)Math.Round(b), (int)Math.Round(c)], turned[i, j, k]);
                    }
                }
            }
        }, iter: 200);

    [Fact]
    public void A_plan_and_its_inverse_cancel() =>
        Gen.Select(AnyGrid, Gen.Int[0, AllCodes.Length - 1]).Sample((grid, code) =>
        {
            var plan = AxisPlan.Between(grid.AxisCodes, AllCodes[code]);
            var volume = Volume<int>.Adopt(grid, [.. Enumerable.Range(0, grid.Shape.Count)]);
            var back = Reorientation.Apply(Reorientation.Apply(volume, plan), plan.Inverse());
            return back.Grid.IsSameAs(grid, 1e-6) && back.Voxels.SequenceEqual(volume.Voxels);
        }, iter: 200);

    static bool Names(char a, char b, char c)
    {
        string[] pairs = ["LR", "PA", "SI"];
        return pairs.All(p => new[] { a, b, c }.Count(p.Contains) == 1);
    }

    static Orientation Rotated(double[] angles, bool flip)
    {
        var (ca, sa, cb, sb, cc, sc) = (Math.Cos(angles[0]), Math.Sin(angles[0]), Math.Cos(angles[1]), Math.Sin(angles[1]), Math.Cos(angles[2]), Math.Sin(angles[2]));
        var i = new PatientPoint(ca * cb, sa * cb, -sb);
        var j = new PatientPoint((ca * sb * sc) - (sa * cc), (sa * sb * sc) + (ca * cc), cb * sc);
        var k = i.Cross(j);
        return new(i, j, flip ? -1 * k : k);
    }
}
