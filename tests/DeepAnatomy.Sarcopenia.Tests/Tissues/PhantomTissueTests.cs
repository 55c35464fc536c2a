using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Levels;
using DeepAnatomy.Sarcopenia.Tissues;
using Xunit;

namespace DeepAnatomy.Sarcopenia.Tests.Tissues;

public sealed class PhantomTissueTests
{
    static readonly Lazy<(PhantomScan Scan, SpineModel Spine)> Average = new(() => Make(new PhantomSubject(), new PhantomProtocol { PixelMm = 2, SliceMm = 5 }));

    [Fact]
    public void The_muscles_beside_the_spine_and_the_fat_under_the_skin_are_found_in_an_average_body()
    {
        var (scan, spine) = Average.Value;
        Check(scan, TissueSegmenter.Segment(scan.Hu, spine));
    }

    [Theory]
    [Trait("Speed", "long")]
    [InlineData(1, PhantomSex.Female, 20, 95, 60, 30, 1.0, 3.0)]
    [InlineData(2, PhantomSex.Male, 36, 160, 380, 260, 1.5, 5.0)]
    [InlineData(3, PhantomSex.Female, 30, 105, 280, 110, 0.8, 5.0)]
    public void They_are_found_in_thin_and_obese_bodies(int seed, PhantomSex sex, double bmi, double muscleCm2, double subcutaneousCm2, double visceralCm2, double pixelMm, double sliceMm)
    {
        var subject = new PhantomSubject
        {
            AnatomySeed = (ulong)seed, Sex = sex, Bmi = bmi, HeightM = sex == PhantomSex.Male ? 1.78 : 1.64,
            MuscleCm2 = muscleCm2, SubcutaneousFatCm2 = subcutaneousCm2, VisceralFatCm2 = visceralCm2,
        };
        var (scan, spine) = Make(subject, new PhantomProtocol { PixelMm = pixelMm, SliceMm = sliceMm, NoiseSeed = (ulong)seed });
        Check(scan, TissueSegmenter.Segment(scan.Hu, spine));
    }

    [Fact]
    public void The_labels_are_those_of_the_product_and_together_the_body()
    {
        var (scan, spine) = Average.Value;
        var found = TissueSegmenter.Segment(scan.Hu, spine);
        for (var n = 0; n < found.Body.Voxels.Length; n++)
        {
            var value = found.Labels.Voxels.Voxels[n];
            Assert.Equal(found.Body.Voxels[n] != 0, value != 0);
            Assert.True(value == 0 || ProductLabels.Set.Find(value) is not null);
        }
    }

    [Fact]
    public void The_same_scan_gives_the_same_labels_twice()
    {
        var (scan, spine) = Average.Value;
        Assert.True(TissueSegmenter.Segment(scan.Hu, spine).Labels.Voxels.Voxels.SequenceEqual(TissueSegmenter.Segment(scan.Hu, spine).Labels.Voxels.Voxels));
    }

    [Theory]
    [InlineData("RAS")]
    [InlineData("SPL")]
    public void The_axes_of_the_file_do_not_matter(string axes)
    {
        var (scan, spine) = Average.Value;
        var turned = scan.Hu.ToAxes(axes);
        Assert.Throws<ArgumentException>(() => TissueSegmenter.Segment(turned, spine));
        Assert.True(TissueSegmenter.Segment(turned.ToAxes(), spine).Labels.Voxels.Voxels.SequenceEqual(TissueSegmenter.Segment(scan.Hu, spine).Labels.Voxels.Voxels));
    }

    [Fact]
    public void Without_a_spine_no_muscle_group_is_named_and_the_notes_say_so()
    {
        var scan = Average.Value.Scan;
        var found = TissueSegmenter.Segment(scan.Hu, NoSpine(scan.Hu.Grid));

        var counts = found.Labels.CountVoxels();
        Assert.All(Enumerable.Range(1, 8), label => Assert.Equal(0, counts[label]));
        Assert.True(counts[ProductLabels.SubcutaneousFat] > 0);
        Assert.Contains(found.Notes, note => note.Contains("spine", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(40)]
    [InlineData(3000)]
    public void An_image_of_one_value_is_no_error(short value)
    {
        var grid = new Grid(new Shape(40, 30, 5), new Spacing(3, 3, 5));
        var voxels = new short[grid.Shape.Count];
        Array.Fill(voxels, value);
        var found = TissueSegmenter.Segment(Volume<short>.Adopt(grid, voxels), NoSpine(grid));
        Assert.Equal(grid, found.Labels.Grid);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_few_slices_are_enough_not_to_fail(int slices)
    {
        var (scan, spine) = Average.Value;
        var from = scan.L3SliceK!.Value;
        var grid = scan.Hu.Grid.Window(0, 0, from, new Shape(scan.Hu.Shape.I, scan.Hu.Shape.J, slices));
        var part = Volume<short>.Adopt(grid, scan.Hu.Voxels.Slice(from * scan.Hu.Shape.SliceCount, slices * scan.Hu.Shape.SliceCount).ToArray());
        var cut = new SpineModel(grid, [.. spine.Canal.Skip(from).Take(slices)], [.. spine.BodyCentre.Skip(from).Take(slices)],
            [.. spine.Vertebrae.Select(v => v with { CentreK = v.CentreK - from, BottomK = v.BottomK - from, TopK = v.TopK - from })], 1, "cut");
        var counts = TissueSegmenter.Segment(part, cut).Labels.CountVoxels();
        Assert.True(counts[ProductLabels.ParavertebralLeft] > 0 && counts[ProductLabels.PsoasLeft] > 0);
    }

    [Fact]
    public void The_body_leaves_out_the_table_and_arms_beside_it()
    {
        var (scan, _) = Make(new PhantomSubject(), new PhantomProtocol { PixelMm = 2, SliceMm = 8, Arms = true });
        var body = new LabelMap(Volume<ushort>.Adopt(scan.Hu.Grid, [.. BodyFinder.Find(scan.Hu).Voxels.ToArray().Select(v => (ushort)v)]), ProductLabels.Set);
        var truth = Enumerable.Range(1, 40).Select(v => (ushort)v).ToArray();
        Assert.True(Dice.Of(body, [1], scan.Truth, truth, 0, scan.Hu.Shape.K - 1) >= 0.99);
    }

    /// <summary>Limits for single bodies: lower than the means, which SEMANTICS.md states.</summary>
    static void Check(PhantomScan scan, Segmentation found)
    {
        double K(string name) => scan.Hu.Grid.ToVoxel(scan.Vertebrae.Single(v => v.Name == name).Centre).K;
        var (low, high) = ((int)K("L4"), (int)K("L1"));
        Assert.True(Dice.Of(found.Labels, [3, 4], scan.Truth, [3, 4], low, high) >= 0.82, "paravertebral");
        Assert.True(Dice.Of(found.Labels, [5, 6], scan.Truth, [5, 6], low, high) >= 0.88, "psoas");
        Assert.True(Dice.Of(found.Labels, [1, 2], scan.Truth, [1, 2], low, high) >= 0.70, "abdominal wall");
        Assert.True(Dice.Of(found.Labels, [11], scan.Truth, [11], low, high) >= 0.84, "subcutaneous fat");
        Assert.True(Dice.Of(found.Labels, [12], scan.Truth, [12], low, high) >= 0.75, "visceral fat");
    }

    static SpineModel NoSpine(Grid grid) => new(
        grid,
        [.. Enumerable.Repeat((double.NaN, double.NaN), grid.Shape.K)],
        [.. Enumerable.Repeat((double.NaN, double.NaN), grid.Shape.K)],
        ImmutableArray<Vertebra>.Empty,
        0,
        "not found");

    static (PhantomScan, SpineModel) Make(PhantomSubject subject, PhantomProtocol protocol)
    {
        var scan = Phantom.Create(new PhantomParameters(subject, protocol));
        return (scan, SpineFinder.Find(scan.Hu).Spine!);
    }
}
