using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Phantoms;

namespace DeepAnatomy.Imaging.Tests.Phantoms;

public class PhantomTests
{
    static readonly PhantomProtocol Coarse = new() { PixelMm = 2.5, SliceMm = 5 };

    static readonly PhantomProtocol AroundL3 = new() { PixelMm = 2, SliceMm = 2, BottomMm = -5, TopMm = 5 };

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads()
    {
        var parameters = new PhantomParameters(new(), Coarse);
        var (one, two, again) = (Phantom.Create(parameters, 1), Phantom.Create(parameters, 2), Phantom.Create(parameters));
        Assert.True(one.Hu.Voxels.SequenceEqual(two.Hu.Voxels) && one.Truth.Voxels.Voxels.SequenceEqual(two.Truth.Voxels.Voxels));
        Assert.True(one.Hu.Voxels.SequenceEqual(again.Hu.Voxels));
        var other = Phantom.Create(parameters with { Subject = parameters.Subject with { AnatomySeed = 2 } });
        Assert.False(one.Truth.Voxels.Voxels.SequenceEqual(other.Truth.Voxels.Voxels));
    }

    [Fact]
    public void The_whole_trunk_is_there_and_left_is_left()
    {
        var scan = Phantom.Create(new(new(), Coarse));
        var mean = Means(scan);
        Assert.All(ProductLabels.Set.Labels, label => Assert.True(mean[label.Value].Count > 30, label.Name));
        for (ushort left = 1; left <= 9; left += 2)
        {
            Assert.True(mean[left].I > mean[left + 1].I + 10, ProductLabels.Set.Find(left)!.Name);
        }

        var spine = Enumerable.Range(ProductLabels.VertebraL1, 5).Select(v => mean[v].K).ToArray();
        Assert.Equal(spine.OrderDescending(), spine);
        Assert.Equal(scan.L3SliceK!.Value, mean[ProductLabels.VertebraL3].K, 1.5);
        Assert.InRange(mean[ProductLabels.SubcutaneousFat].Hu, -118, -85);
        Assert.InRange(mean[ProductLabels.VisceralFat].Hu, -112, -70);
        Assert.InRange(mean[ProductLabels.PsoasLeft].Hu, 25, 65);
        Assert.InRange(mean[ProductLabels.VertebraL3].Hu, 120, 500);
    }

    [Fact]
    public void People_beyond_life_can_all_be_drawn_and_differ_in_more_than_plausible_ones()
    {
        double Spread(Func<ulong, PhantomParameters> draw, Func<PhantomParameters, double> of) =>
            Enumerable.Range(1, 200).Select(n => of(draw((ulong)n))).ToArray() is var values ? values.Max() - values.Min() : 0;

        Assert.All(Enumerable.Range(1, 200), n => PhantomSampler.DrawVaried((ulong)n).Validate());
        Assert.Equal(PhantomSampler.DrawVaried(7), PhantomSampler.DrawVaried(7));
        Func<PhantomParameters, double>[] traits = [p => p.Subject.Lordosis, p => p.Subject.Myosteatosis, p => p.Protocol.NoiseHu, p => p.Protocol.BlurMm, p => p.Protocol.RollDegrees, p => p.Subject.Variation];
        Assert.All(traits, trait => Assert.True(Spread(PhantomSampler.DrawVaried, trait) > 1.2 * Spread(PhantomSampler.Draw, trait)));
    }

    [Fact]
    public void Variation_moves_tissues_and_shapes_and_none_changes_nothing()
    {
        var subject = new PhantomSubject();
        var (usual, varied) = (new Tissue(subject, new()), new Tissue(subject with { Variation = 1 }, new()));
        Assert.NotEqual(usual.Muscle, varied.Muscle);
        Assert.NotEqual(usual.Liver - usual.Spleen, varied.Liver - varied.Spleen);
        Assert.Equal(24, usual.BowelContent);
        var psoas = new MuscleSection(40, 3, 14, 19, 0.2);
        Assert.Equal(psoas, new Variation(subject).Moved(psoas, 1));
        Assert.NotEqual(psoas, new Variation(subject with { Variation = 1 }).Moved(psoas, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(105)]
    [InlineData(5001)]
    public void The_skin_does_not_jump_at_the_midline_in_front(ulong seed)
    {
        var section = Anatomy.Solve(PhantomSampler.DrawSubject(seed), new()).SectionAt(0);
        var outline = section.Wall.Skip(Section.Rays / 2 - 60).Take(121).Select(ray => ray.Radius + (ray.Subcutaneous / ray.Slant)).ToArray();
        Assert.All(outline.Zip(outline.Skip(1)), pair => Assert.InRange(pair.First - pair.Second, -1.5, 1.5));
    }

    [Theory]
    [InlineData(PhantomSex.Male, 1.76, 160, 180, 140)]
    [InlineData(PhantomSex.Female, 1.63, 105, 230, 70)]
    [InlineData(PhantomSex.Male, 1.70, 100, 45, 60)]
    [InlineData(PhantomSex.Female, 1.60, 130, 520, 220)]
    public void The_areas_at_L3_are_as_asked(PhantomSex sex, double heightM, double muscle, double subcutaneous, double visceral)
    {
        var subject = new PhantomSubject { Sex = sex, HeightM = heightM, MuscleCm2 = muscle, SubcutaneousFatCm2 = subcutaneous, VisceralFatCm2 = visceral };
        var areas = Anatomy.Solve(subject, new()).AreasAtL3(1);
        Assert.Equal(muscle, areas.MuscleCm2, 0.01 * muscle);
        Assert.Equal(subcutaneous, areas.SubcutaneousFatCm2, 0.01 * subcutaneous);
        Assert.Equal(visceral, areas.VisceralFatCm2, 0.05 * visceral + 4);
    }

    [Fact]
    public void The_muscle_area_does_not_depend_on_the_spacing()
    {
        var (fine, coarse) = (Area(0.8, 1), Area(3, 3));
        Assert.Equal(fine, coarse, 0.01 * fine);

        static double Area(double pixelMm, double sliceMm)
        {
            var scan = Phantom.Create(new(new(), new() { PixelMm = pixelMm, SliceMm = sliceMm, BottomMm = -1.5 * sliceMm, TopMm = 1.5 * sliceMm }));
            return MuscleCm2(scan);
        }
    }

    [Fact]
    public void A_follow_up_has_the_muscle_change_that_was_asked_for()
    {
        var first = new PhantomParameters(new(), AroundL3);
        var second = Phantom.FollowUp(first, -8, 5);
        var (a, b) = (Phantom.Create(first), Phantom.Create(second));
        Assert.Equal(-8, 100 * ((b.AreasAtL3.MuscleCm2 / a.AreasAtL3.MuscleCm2) - 1), 0.3);
        Assert.NotEqual(first.Protocol.NoiseSeed, second.Protocol.NoiseSeed);
    }

    [Fact]
    public void More_myosteatosis_lowers_the_density_of_muscle()
    {
        var means = new[] { 0.05, 0.4, 0.9 }.Select(m => Anatomy.Solve(new() { Myosteatosis = m }, new()).AreasAtL3(1.5).MuscleMeanHu).ToArray();
        Assert.Equal(means.OrderDescending(), means);
        Assert.True(means[0] - means[2] > 12);
    }

    [Fact]
    public void Values_out_of_range_are_all_named_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => Phantom.Create(new(new() { HeightM = 176, MuscleCm2 = -1 }, new() { PixelMm = 0 })));
        Assert.Contains("HeightM", error.Message);
        Assert.Contains("MuscleCm2", error.Message);
        Assert.Contains("PixelMm", error.Message);
    }

    [Fact]
    public void A_small_field_truncates_the_body_and_a_tilt_shows_in_the_grid()
    {
        var cut = Phantom.Create(new(new(), AroundL3 with { FieldOfViewMm = 260, CircularField = true }));
        Assert.Equal(-1024, cut.Hu[0, 0, 0]);
        Assert.Equal(0, cut.Truth.Voxels[0, 0, 0]);
        Assert.NotEqual(0, cut.Truth.Voxels[1, cut.Hu.Shape.J / 2, 1]);
        var tilted = Phantom.Create(new(new(), AroundL3 with { GantryTiltDegrees = 12 }));
        Assert.Equal(12, tilted.Hu.Grid.Orientation.ObliquityDegrees, 1e-6);
        Assert.Equal(12, tilted.Facts.GantryTiltDegrees);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Another_number_of_lumbar_vertebrae_keeps_L3_in_its_place(int lumbar)
    {
        var scan = Phantom.Create(new(new() { LumbarVertebrae = lumbar }, Coarse));
        var k = Means(scan)[ProductLabels.VertebraL3].K;
        Assert.Equal(scan.L3SliceK!.Value, k, 1.5);
        Assert.Contains(scan.Vertebrae, v => v.Name == "L4");
        Assert.Equal(lumbar == 6, scan.Vertebrae.Any(v => v.Name == "L6"));
    }

    [Fact]
    public void Drawn_persons_are_valid_and_the_clinical_table_follows_the_muscle()
    {
        var weak = new List<double>();
        var strong = new List<double>();
        for (ulong seed = 1; seed <= 400; seed++)
        {
            var subject = PhantomSampler.Draw(seed).Subject;
            PhantomSampler.Draw(seed).Validate();
            var window = 0.96 * subject.MuscleCm2;
            var row = ClinicalTable.Row($"P{seed}", subject, new(subject.MuscleCm2, 0, 0, window, 35));
            if (subject.Sex == PhantomSex.Male)
            {
                (row.MuscleIndex < 48 ? weak : strong).Add(row.GripKg);
            }
        }

        Assert.True(strong.Average() - weak.Average() > 3);
        Assert.InRange(strong.Average(), 30, 50);
    }

    static double MuscleCm2(PhantomScan scan)
    {
        var count = 0;
        foreach (var label in scan.Truth.Voxels.Slice(scan.L3SliceK!.Value))
        {
            count += label is > 0 and <= ProductLabels.OtherMuscleRight ? 1 : 0;
        }

        return count * scan.Hu.Grid.Spacing.PixelMm2 / 100;
    }

    static (int Count, double I, double K, double Hu)[] Means(PhantomScan scan)
    {
        var sums = new (int Count, double I, double K, double Hu)[64];
        var shape = scan.Hu.Shape;
        for (var n = 0; n < shape.Count; n++)
        {
            ref var s = ref sums[scan.Truth.Voxels.Voxels[n]];
            s = (s.Count + 1, s.I + (n % shape.I), s.K + (n / shape.SliceCount), s.Hu + scan.Hu.Voxels[n]);
        }

        return [.. sums.Select(s => s.Count == 0 ? s : (s.Count, s.I / s.Count, s.K / s.Count, s.Hu / s.Count))];
    }
}
