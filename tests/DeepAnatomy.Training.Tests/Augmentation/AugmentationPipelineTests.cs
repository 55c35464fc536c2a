using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Tests.Augmentation;

public class AugmentationPipelineTests
{
    static readonly BatchShape Flat = new(1, 1, 16, 16, 1, false);

    static ClassSides Sides(params string[] classes) => ClassScheme.Build(SmallPatients.Set, [.. classes.Select(c => new ClassSetting { Name = c })], [])!.Sides;

    [Fact]
    public void Sided_labels_are_swapped_or_mirroring_is_refused()
    {
        Assert.Contains("swapped", string.Join(' ', AugmentationPipeline.Create(new(), Sides("psoas_left", "psoas_right"), Flat).Descriptions));
        Assert.Contains("psoas_left", Assert.Single(AugmentationPipeline.Problems(new(), Sides("psoas_left"))).Message);
        Assert.Single(AugmentationPipeline.Problems(new() { Mirroring = new() { Sides = MirroredSides.Refuse } }, Sides("psoas_left", "psoas_right")));
        Assert.Empty(AugmentationPipeline.Problems(new() { Mirroring = new() { LeftRight = false } }, Sides("psoas_left")));
        Assert.Empty(AugmentationPipeline.Problems(new() { Mirroring = new() { Sides = MirroredSides.Plain } }, Sides("psoas_left")));
    }

    [Fact]
    public void All_ranges_that_run_backwards_are_told_at_once()
    {
        var settings = new AugmentationSettings { Scaling = new() { Smallest = 2 }, Gamma = new() { Largest = 0.1 } };
        Assert.Equal(2, AugmentationPipeline.Problems(settings, Sides()).Length);
        Assert.Throws<ArgumentException>(() => AugmentationPipeline.Create(settings, Sides(), Flat));
    }

    [Fact]
    public void A_rotation_keeps_distances_in_millimetres_whatever_the_spacing()
    {
        var spacing = new Spacing(0.7, 1.3, 5);
        var step = new Rotation(new() { Probability = 1, InPlaneDegrees = 180, OutOfPlaneDegrees = 40 }, isVolumetric: true);
        var chance = Chance.Of(1, 2, 3, step.Name);
        for (var n = 0; n < 50; n++)
        {
            var w = step.Draw(spacing, ref chance)!.Value;
            double[][] columns = [[w.II, w.JI, w.KI], [w.IJ, w.JJ, w.KJ], [w.IK, w.JK, w.KK]];
            for (var c = 0; c < 3; c++)
            {
                var length = Math.Sqrt(columns[c].Select((x, a) => Math.Pow(x * spacing.Along(a), 2)).Sum());
                Assert.Equal(spacing.Along(c), length, 9);
            }
        }
    }

    [Fact]
    public void Scaling_is_as_often_smaller_as_larger_and_within_its_range()
    {
        var step = new Scaling(new() { Probability = 1 }, isVolumetric: false);
        var chance = Chance.Of(1, 2, 3, step.Name);
        var factors = new double[400];
        for (var n = 0; n < factors.Length; n++)
        {
            var warp = step.Draw(new(1, 1, 1), ref chance)!.Value;
            factors[n] = 1 / warp.II;
            Assert.Equal((warp.II, 1.0), (warp.JJ, warp.KK));
        }

        Assert.InRange(factors.Count(f => f < 1), 160, 240);
        Assert.All(factors, f => Assert.InRange(f, 0.7, 1.4));
    }

    [Fact]
    public void Steps_happen_as_often_as_they_should_and_do_not_disturb_each_other()
    {
        var with = AugmentationPipeline.Create(new() { Elastic = new() { Probability = 0.3 } }, Sides(), Flat);
        var without = AugmentationPipeline.Create(new(), Sides(), Flat);
        var changed = 0;
        for (var n = 0; n < 2000; n++)
        {
            var (a, b) = (with.Warp(new(1, 1, 1), new(1, n, 0)), without.Warp(new(1, 1, 1), new(1, n, 0)));
            Assert.Equal(b, a with { Elastic = null });
            changed += b.IsIdentity ? 0 : 1;
        }

        Assert.InRange(changed / 2000.0, 0.36 - 0.04, 0.36 + 0.04);
    }

    [Fact]
    public void A_displacement_is_smooth_and_within_its_magnitude()
    {
        var displacement = new Displacement(64, 48, (10, 12), (3, 2), 5);
        var (di, dj, last) = (new float[64], new float[64], new float[64]);
        for (var j = 0; j < 48; j++)
        {
            displacement.Row(j, di, dj);
            Assert.All(di, d => Assert.InRange(d, -3, 3));
            Assert.All(dj, d => Assert.InRange(d, -2, 2));
            Assert.All(di.Zip(di.Skip(1)), x => Assert.InRange(Math.Abs(x.First - x.Second), 0, 0.6));
            Assert.All(j == 0 ? [] : di.Zip(last), x => Assert.InRange(Math.Abs(x.First - x.Second), 0, 0.5));
            di.CopyTo(last, 0);
        }

        Assert.Contains(last, d => Math.Abs(d) > 0.2);
    }
}
