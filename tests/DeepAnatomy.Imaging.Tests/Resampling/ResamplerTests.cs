using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Resampling;

public sealed class ResamplerTests
{
    // Values of ±1000 in single precision.
    const double Tolerance = 5e-3;

    static readonly Gen<Interpolation> AnyInterpolation = Gen.Enum<Interpolation>();
    static readonly string[] Codes = ["LPS", "RAS", "SAR", "PIL", "ASL", "IRP"];

    static readonly Gen<Orientation> Tilted =
        from a in Gen.Double[-0.6, 0.6]
        from b in Gen.Double[-0.6, 0.6]
        select Turned(a, b);

    [Fact]
    public void The_same_grid_gives_the_same_values() =>
        Gen.Select(TestVolumes.AnyShape, TestVolumes.AnySpacing, Tilted, AnyInterpolation).Sample(
            (shape, spacing, orientation, interpolation) =>
            {
                var grid = new Grid(shape, spacing, new(-117.3, 44.1, 903.7), orientation);
                var hu = Volume<short>.Adopt(grid, [.. TestVolumes.Noise(shape, spacing).Voxels.ToArray().Select(v => (short)v)]);
                Assert.Equal(hu.Voxels, Resampler.ToGrid(hu, grid, interpolation, (short)-1024).Voxels);
            },
            iter: 100);

    [Fact]
    public void A_ramp_stays_a_ramp_between_voxel_centres() =>
        Gen.Select(TestVolumes.AnySpacing, TestVolumes.AnySpacing, Tilted, Gen.Bool, Gen.Double[-3, 3].Array[3]).Sample(
            (from, to, orientation, isOblique, shift) =>
            {
                var source = new Grid(new(23, 19, 17), from, new(10, -20, 30), isOblique ? Orientation.Lps : orientation);
                var ramp = Ramp(source);
                var middle = source.ToPatient(11, 9, 8) + new PatientPoint(shift[0], shift[1], shift[2]);
                var target = new Grid(new(9, 8, 7), to, middle, orientation);
                var result = Resampler.ToGrid(ramp, target, Interpolation.Linear, float.NaN);
                foreach (var (i, j, k) in TestVolumes.Indices(target.Shape))
                {
                    var (x, y, z) = source.ToVoxel(target.ToPatient(i, j, k));
                    if (x >= 0 && y >= 0 && z >= 0 && x <= 22 && y <= 18 && z <= 16)
                    {
                        Assert.Equal(RampAt(target.ToPatient(i, j, k)), result[i, j, k], Tolerance);
                    }
                    else if (x < -0.51 || y < -0.51 || z < -0.51 || x > 22.51 || y > 18.51 || z > 16.51)
                    {
                        Assert.True(float.IsNaN(result[i, j, k]));
                    }
                    else if (x > -0.49 && y > -0.49 && z > -0.49 && x < 22.49 && y < 18.49 && z < 16.49)
                    {
                        Assert.False(float.IsNaN(result[i, j, k]));
                    }
                }
            },
            iter: 100);

    [Fact]
    public void The_fast_way_for_parallel_axes_equals_the_general_way() =>
        Gen.Select(TestVolumes.AnyShape, TestVolumes.AnySpacing, TestVolumes.AnySpacing, AnyInterpolation, Gen.Int[0, 5], Gen.Double[-9, 9].Array[3]).Sample(
            (shape, from, to, interpolation, code, shift) =>
            {
                var volume = TestVolumes.Noise(shape, from);
                var plan = AxisPlan.Between("LPS", Codes[code]);
                var unturned = new Grid(new(17, 6, 5), to, new(shift[0], shift[1], shift[2]), Orientation.Lps);
                var target = plan.Apply(unturned);
                var fast = Resampler.ToGrid(volume, target, interpolation, -3000f);
                var general = Oblique.Run(volume, target, interpolation, -3000f, default);
                foreach (var (i, j, k) in TestVolumes.Indices(target.Shape))
                {
                    var (x, y, z) = volume.Grid.ToVoxel(target.ToPatient(i, j, k));
                    if (!IsTie(x) && !IsTie(y) && !IsTie(z))
                    {
                        Assert.Equal(general[i, j, k], fast[i, j, k], Tolerance);
                    }
                }
            },
            iter: 150);

    [Fact]
    public void Turning_the_axes_before_or_after_gives_the_same() =>
        Gen.Select(TestVolumes.AnyShape, TestVolumes.AnySpacing, AnyInterpolation, Gen.Int[0, 5]).Sample(
            (shape, to, interpolation, code) =>
            {
                var volume = TestVolumes.Noise(shape, new(0.8, 1.1, 2.5));
                var target = Resampler.GridWith(volume.Grid, to);
                var before = Resampler.ToGrid(volume.ToAxes(Codes[code]), target, interpolation, 0f);
                var after = Resampler.ToGrid(volume, target, interpolation, 0f);
                for (var n = 0; n < target.Shape.Count; n++)
                {
                    Assert.Equal(after.Voxels[n], before.Voxels[n], Tolerance);
                }
            },
            iter: 80);

    [ScipyTheory]
    [InlineData(1, Interpolation.Linear)]
    [InlineData(3, Interpolation.CubicBSpline)]
    public void Values_between_voxels_agree_with_scipy(int order, Interpolation interpolation)
    {
        var source = TestVolumes.Noise(new(31, 23, 17), new(0.7, 0.9, 2));
        var target = new Grid(new(40, 30, 25), new(0.5, 0.6, 1.1), source.Grid.ToPatient(0.2, 0.3, 0.4), Orientation.Lps);
        var coordinates = $"z, y, x = np.meshgrid(0.4 + np.arange(25) * 1.1 / 2, 0.3 + np.arange(30) * 0.6 / 0.9, 0.2 + np.arange(40) * 0.5 / 0.7, indexing='ij'); "
            + $"r = nd.map_coordinates(a.astype('f8'), [z, y, x], order={order}, mode='mirror')";
        var expected = Scipy.Evaluate<float, double>(coordinates, source.Voxels.ToArray(), source.Shape);
        AssertNear(expected, Resampler.ToGrid(source, target, interpolation, float.NaN));
    }

    [ScipyFact]
    public void An_oblique_cubic_grid_agrees_with_scipy()
    {
        var source = TestVolumes.Noise(new(31, 23, 17), new(0.7, 0.9, 2));
        var target = new Grid(new(12, 11, 10), new(0.5, 0.6, 1.1), source.Grid.ToPatient(9, 7, 5), Turned(0.3, -0.2));
        var points = TestVolumes.Indices(target.Shape).Select(v => source.Grid.ToVoxel(target.ToPatient(v.I, v.J, v.K))).ToArray();
        var packed = points.SelectMany(p => new[] { p.K, p.J, p.I }).Concat(source.Voxels.ToArray().Select(v => (double)v)).ToArray();
        var expected = Scipy.Evaluate<double, double>(
            $"a = a.ravel(); p = a[:{3 * points.Length}].reshape(-1, 3).T; r = nd.map_coordinates(a[{3 * points.Length}:].reshape(17, 23, 31), p, order=3, mode='mirror')",
            packed,
            new(packed.Length, 1, 1));
        AssertNear(expected, Resampler.ToGrid(source, target, Interpolation.CubicBSpline, float.NaN));
    }

    [ScipyFact]
    public void Zooming_between_the_outermost_centres_agrees_with_scipy_zoom()
    {
        var source = TestVolumes.Noise(new(31, 23, 17), new(1, 1, 1));
        var target = new Grid(new(62, 46, 34), new(30.0 / 61, 22.0 / 45, 16.0 / 33));
        var expected = Scipy.Evaluate<float, double>("r = nd.zoom(a.astype('f8'), 2, order=3, mode='mirror')", source.Voxels.ToArray(), source.Shape);
        AssertNear(expected, Resampler.ToGrid(source, target, Interpolation.CubicBSpline, float.NaN));
    }

    [Fact]
    public void A_new_spacing_keeps_the_middle_and_loses_nothing_outside() =>
        Gen.Select(TestVolumes.AnyShape, TestVolumes.AnySpacing, TestVolumes.AnySpacing, Tilted, AnyInterpolation, Gen.Bool).Sample(
            (shape, from, to, orientation, interpolation, antiAlias) =>
            {
                var grid = new Grid(shape, from, new(3, 4, 5), orientation);
                var constant = Volume<short>.Adopt(grid, [.. Enumerable.Repeat((short)57, shape.Count)]);
                var result = Resampler.ToSpacing(constant, to, interpolation, (short)-1024, antiAlias);
                Assert.Equal(to, result.Grid.Spacing);
                Assert.All(result.Voxels.ToArray(), v => Assert.Equal(57, v));
                var (a, b) = (grid.ToPatient((shape.I - 1) / 2.0, (shape.J - 1) / 2.0, (shape.K - 1) / 2.0), Middle(result.Grid));
                Assert.True((a - b).LengthMm < 1e-9);
                Assert.True(Math.Abs((result.Shape.I * to.IMm) - (shape.I * from.IMm)) <= Math.Max(to.IMm / 2, to.IMm - (shape.I * from.IMm)) + 1e-9);
            },
            iter: 100);

    [Fact]
    public void Anti_aliasing_removes_what_the_new_spacing_cannot_hold()
    {
        var stripes = Volume<short>.Adopt(new Grid(new(64, 4, 4), new(1, 1, 1)), [.. Enumerable.Range(0, 1024).Select(n => (short)(n % 2 == 0 ? 1000 : -1000))]);
        var sharp = Resampler.ToSpacing(stripes, new(2.9, 1, 1), Interpolation.Linear, (short)0);
        var smooth = Resampler.ToSpacing(stripes, new(2.9, 1, 1), Interpolation.Linear, (short)0, antiAlias: true);
        Assert.True(sharp.Voxels.ToArray().Max() > 500);
        Assert.All(smooth.Voxels.ToArray()[3..^3], v => Assert.InRange(v, -300, 300));
    }

    [Fact]
    public void A_crop_keeps_every_voxel_at_its_place_and_pads_outside() =>
        Gen.Select(TestVolumes.AnyShape, TestVolumes.AnyShape, Gen.Int[-8, 8].Array[3]).Sample(
            (shape, window, start) =>
            {
                var volume = TestVolumes.Noise(shape, new(0.8, 1.1, 2.5));
                var crop = Resampler.Crop(volume, (start[0], start[1], start[2]), window, -7000f);
                foreach (var (i, j, k) in TestVolumes.Indices(window))
                {
                    var (a, b, c) = (i + start[0], j + start[1], k + start[2]);
                    Assert.Equal(shape.Contains(a, b, c) ? volume[a, b, c] : -7000f, crop[i, j, k]);
                    Assert.True((crop.Grid.ToPatient(i, j, k) - volume.Grid.ToPatient(a, b, c)).LengthMm < 1e-9);
                }
            },
            iter: 100);

    [Fact]
    public void Integers_are_rounded_and_saturate()
    {
        var volume = Volume<byte>.Adopt(new Grid(new(8, 1, 1), new(1, 1, 1)), [0, 0, 0, 255, 255, 255, 3, 4]);
        var result = Resampler.ToGrid(volume, new Grid(new(15, 1, 1), new(0.5, 1, 1)), Interpolation.CubicBSpline, (byte)9);
        Assert.Equal(0, result[3, 0, 0]);
        Assert.Equal(255, result[9, 0, 0]);
        var linear = Resampler.ToGrid(volume, new Grid(new(15, 1, 1), new(0.5, 1, 1)), Interpolation.Linear, (byte)9);
        Assert.Equal(128, linear[5, 0, 0]);
    }

    [Fact]
    public void One_and_two_threads_give_the_same_bytes()
    {
        var noise = TestVolumes.Noise(new(61, 47, 23), new(1, 1, 2));
        foreach (var interpolation in Enum.GetValues<Interpolation>())
        {
            var one = TestVolumes.OnThreads(1, () => Resampler.ToSpacing(noise, new(0.7, 1.3, 1.1), interpolation, 0f, true));
            Assert.True(one.Voxels.SequenceEqual(TestVolumes.OnThreads(2, () => Resampler.ToSpacing(noise, new(0.7, 1.3, 1.1), interpolation, 0f, true)).Voxels));
        }
    }

    internal static Orientation Turned(double a, double b)
    {
        var i = new PatientPoint(Math.Cos(a), Math.Sin(a), 0);
        var j = new PatientPoint(-Math.Sin(a) * Math.Cos(b), Math.Cos(a) * Math.Cos(b), Math.Sin(b));
        return new(i, j, i.Cross(j));
    }

    // Half-way between two voxels either is the nearest.
    static bool IsTie(double position) => Math.Abs(position - Math.Floor(position) - 0.5) < 1e-3;

    static PatientPoint Middle(Grid grid) => grid.ToPatient((grid.Shape.I - 1) / 2.0, (grid.Shape.J - 1) / 2.0, (grid.Shape.K - 1) / 2.0);

    static double RampAt(PatientPoint p) => (3 * p.XMm) - (2 * p.YMm) + (0.7 * p.ZMm) + 11;

    static Volume<float> Ramp(Grid grid) =>
        Volume<float>.Adopt(grid, [.. TestVolumes.Indices(grid.Shape).Select(v => (float)RampAt(grid.ToPatient(v.I, v.J, v.K)))]);

    static void AssertNear(double[] expected, Volume<float> actual)
    {
        for (var n = 0; n < expected.Length; n++)
        {
            Assert.Equal(expected[n], actual.Voxels[n], Tolerance);
        }
    }
}
