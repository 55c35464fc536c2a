using CsCheck;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Tests.Augmentation;

public class PatchStepTests
{
    static readonly BatchShape Shape = new(1, 3, 9, 13, 1, true);

    static ClassSides Sides { get; } = ClassScheme.Build(SmallPatients.Set, [], [])!.Sides;

    static Patch Random(int seed, BatchShape? shape = null)
    {
        var patch = new Patch(shape ?? Shape);
        var chance = Chance.Of((ulong)seed, 0, 0, "test");
        for (var n = 0; n < patch.Image.Length; n++)
        {
            patch.Image[n] = (float)chance.Between(-1, 1);
        }

        for (var n = 0; n < patch.Codes.Length; n++)
        {
            patch.Codes[n] = (byte)(chance.Below(5) is var c && c < 3 ? c : 255);
        }

        return patch;
    }

    static float[] After(IPatchStep step, Patch patch, ulong seed = 3)
    {
        var chance = Chance.Of(seed, 1, 2, step.Name);
        step.Apply(patch, ref chance);
        return patch.Image;
    }

    [Fact]
    public void Mirroring_twice_is_nothing_and_once_swaps_sides()
    {
        var step = new Mirroring(new() { FrontBack = true, HeadFoot = true }, Sides);
        Gen.Int[0, 100].Sample(seed =>
        {
            var (patch, before) = (Random(seed), Random(seed));
            step.LeftRight(patch);
            Assert.Equal(before.Image[12], patch.Image[0]);
            Assert.Equal(before.Codes[12] switch { 1 => 2, 2 => 1, var c => c }, patch.Codes[0]);
            step.LeftRight(patch);
            Mirroring.FrontBack(patch);
            Assert.Equal(before.Image[8 * 13], patch.Image[0]);
            Assert.Equal(before.Codes[8 * 13], patch.Codes[0]);
            Mirroring.FrontBack(patch);
            Mirroring.HeadFoot(patch);
            Assert.Equal(before.Image[2 * 9 * 13], patch.Image[0]);
            Mirroring.HeadFoot(patch);
            Assert.Equal(before.Image, patch.Image);
            Assert.Equal(before.Codes, patch.Codes);
        }, iter: 20);
    }

    [Fact]
    public void Plain_mirroring_keeps_the_labels()
    {
        var (patch, before) = (Random(1), Random(1));
        new Mirroring(new() { Sides = MirroredSides.Plain }, Sides).LeftRight(patch);
        Assert.Equal(before.Codes[12], patch.Codes[0]);
        Assert.Equal(before.Codes.Order(), patch.Codes.Order());
    }

    [Fact]
    public void Neighbouring_slices_are_mirrored_as_channels()
    {
        var shape = new BatchShape(1, 1, 4, 5, 3, false);
        var (patch, before) = (Random(4, shape), Random(4, shape));
        Mirroring.HeadFoot(patch);
        Assert.Equal(before.Channel(2).ToArray(), patch.Channel(0).ToArray());
        Assert.Equal(before.Channel(1).ToArray(), patch.Channel(1).ToArray());
        Assert.Equal(before.Codes, patch.Codes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gamma_keeps_mean_and_deviation_and_the_order_of_values(bool isInverted)
    {
        var before = Random(5).Image;
        var after = After(new Gamma(1, 0.7, 1.5, isInverted), Random(5));
        Assert.NotEqual(before, after);
        Assert.Equal(before.Average(), after.Average(), 1e-4);
        Assert.Equal(Deviation(before), Deviation(after), 1e-4);
        Assert.Equal(Order(before), Order(after));
    }

    [Fact]
    public void Contrast_keeps_the_range_and_spreads_about_the_mean()
    {
        var before = Random(6).Image;
        var after = After(new Contrast(new() { Probability = 1, Smallest = 1.2, Largest = 1.2 }), Random(6));
        Assert.Equal((before.Min(), before.Max()), (after.Min(), after.Max()));
        var mean = before.Average();
        Assert.All(before.Zip(after), x => Assert.Equal(Math.Clamp(mean + (1.2f * (x.First - mean)), before.Min(), before.Max()), x.Second, 1e-5f));
    }

    [Fact]
    public void Brightness_multiplies()
    {
        var (before, after) = (Random(7).Image, After(new Brightness(new() { Probability = 1 }), Random(7)));
        var factor = after[0] / before[0];
        Assert.InRange(factor, 0.75, 1.25);
        Assert.All(before.Zip(after), x => Assert.Equal(x.First * factor, x.Second, 1e-5f));
    }

    [Fact]
    public void Noise_has_the_variance_it_should()
    {
        var patch = new Patch(new(1, 1, 200, 200, 1, false));
        After(new GaussianNoise(new() { Probability = 1 }), patch);
        var chance = Chance.Of(3, 1, 2, "noise");
        chance.Happens(1);
        Assert.Equal(Math.Sqrt(chance.Between(0, 0.1)), Deviation(patch.Image), 0.01);
        Assert.Equal(0, patch.Image.Average(), 0.02);
    }

    [Fact]
    public void Blur_spreads_a_point_symmetrically_and_keeps_its_sum_and_a_plane()
    {
        var patch = new Patch(new(1, 9, 15, 17, 1, true));
        var middle = (4 * 15 * 17) + (7 * 17) + 8;
        patch.Image[middle] = 1;
        After(new GaussianBlur(new() { Probability = 1, SmallestSigma = 0.8, LargestSigma = 0.8 }), patch);
        Assert.Equal(1, patch.Image.Sum(), 1e-5f);
        float[] around = [patch.Image[middle - 1], patch.Image[middle + 1], patch.Image[middle - 17], patch.Image[middle + 17], patch.Image[middle - (15 * 17)], patch.Image[middle + (15 * 17)]];
        Assert.All(around, a => Assert.Equal(around[0], a, 1e-6f));
        Assert.Equal(Math.Exp(-1 / (2 * 0.8 * 0.8)), around[0] / patch.Image[middle], 1e-5);
        Array.Fill(patch.Image, 3f);
        Assert.All(After(new GaussianBlur(new() { Probability = 1 }), patch), x => Assert.Equal(3f, x, 1e-5f));
    }

    [Fact]
    public void Low_resolution_at_half_keeps_every_second_voxel_and_draws_lines_between()
    {
        var patch = new Patch(new(1, 1, 4, 8, 1, false));
        for (var n = 0; n < 32; n++)
        {
            patch.Image[n] = n % 8 * n % 8;
        }

        // Of eight voxels 1, 3, 5, 7 are kept; their centres lie at 0.5, 2.5, 4.5, 6.5.
        float[] row = [0, 1, 4, 1, 0, 1, 4, 1];
        row.CopyTo(patch.Image.AsSpan());
        for (var r = 1; r < 4; r++)
        {
            row.CopyTo(patch.Image.AsSpan(8 * r));
        }

        row[5] = 9;
        for (var r = 0; r < 4; r++)
        {
            patch.Image[(8 * r) + 5] = 9;
        }

        After(new LowResolution(new() { Probability = 1, Smallest = 0.5, Largest = 0.5 }), patch);
        Assert.Equal([1, 1, 1, 3, 7, 7, 3, 1], patch.Image[..8].Select(x => MathF.Round(x, 5)));
    }

    [Fact]
    public void Whole_resolution_changes_nothing()
    {
        var before = Random(8).Image;
        Assert.Equal(before, After(new LowResolution(new() { Probability = 1, Smallest = 1 }), Random(8)));
    }

    [Fact]
    public void Hu_are_stretched_about_zero_and_shifted()
    {
        var patch = new Patch(new(1, 1, 1, 3, 1, false));
        (patch.Image[0], patch.Image[1], patch.Image[2]) = (0, 100, -1000);
        var after = After(new HuShift(new() { Probability = 1 }), patch);
        Assert.InRange(after[0], -20, 20);
        Assert.Equal((after[1] - after[0]) * -10, after[2] - after[0], 0.01f);
        Assert.InRange((after[1] - after[0]) / 100, 0.95, 1.05);
    }

    static double Deviation(float[] x) => Math.Sqrt(x.Average(v => Math.Pow(v - x.Average(), 2)));

    static int[] Order(float[] x) => [.. Enumerable.Range(0, x.Length).OrderBy(n => x[n])];
}
