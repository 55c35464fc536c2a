using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Tissues;
using Xunit;

namespace DeepAnatomy.Sarcopenia.Tests.Tissues;

public sealed class TrainedLabelsTests
{
    static readonly LabelSet Other = new("model", [new(1, "psoas_left"), new(2, "subcutaneous_fat"), new(3, "bone"), new(4, "other_tissue"), new(5, "liver")]);

    [Theory]
    [InlineData(0, 1, 0)] // outside the body
    [InlineData(30, 1, 5)] // by name, not by value
    [InlineData(3, 2, 11)]
    [InlineData(23, 3, 23)] // bone of a vertebra has its name
    [InlineData(23, 4, 23)]
    [InlineData(23, 1, 5)]
    [InlineData(5, 3, 14)]
    [InlineData(5, 0, 30)] // a muscle that the network does not see is none
    [InlineData(12, 0, 12)]
    [InlineData(7, 5, 30)] // a structure that is not known here
    public void The_network_decides_inside_the_body_and_vertebrae_keep_their_names(ushort classical, ushort trained, ushort expected)
    {
        var combined = TrainedLabels.Combine(Map(ProductLabels.Set, classical), Map(Other, trained), Hu(new short[1], Grid(1)));

        Assert.Equal(expected, combined.Voxels.Voxels[0]);
        Assert.Same(ProductLabels.Set, combined.Labels);
    }

    [Fact]
    public void Labels_of_another_grid_are_refused()
    {
        var wide = new LabelMap(Volume<ushort>.Adopt(Grid(2), new ushort[2]), Other);

        Assert.Throws<ArgumentException>(() => TrainedLabels.Combine(Map(ProductLabels.Set, 1), wide, Hu(new short[1], Grid(1))));
    }

    [Fact]
    public void Only_structures_that_overlap_too_little_over_the_lumbar_spine_are_named()
    {
        var (first, second) = (Values(10), Values(10));
        Put(first, 5, 0, 10);
        Put(second, 5, 6, 10); // psoas left: 4 of 10 in common
        Put(first, 3, 20, 10);
        Put(second, 3, 21, 9);
        var agreement = SegmenterAgreement.Of(Ten(first), Ten(second), 2, 8);

        Assert.Equal(2.0 * 4 / 20, agreement.Single(a => a.Structure == "psoas_left").Dice, 12);
        var note = SegmenterAgreement.NoteOf(agreement)!;
        Assert.Contains("psoas_left (Dice 0.40)", note);
        Assert.DoesNotContain("paravertebral", note);
        Assert.DoesNotContain("quadratus", note);
    }

    [Fact]
    public void Slices_outside_the_range_are_not_compared()
    {
        var (first, second) = (Values(10), Values(10));
        Put(first, 5, 0, 10);

        Assert.All(SegmenterAgreement.Of(Ten(first), Ten(second), 6, 9), a => Assert.True(double.IsNaN(a.Dice) && !a.IsDoubtful));
        Assert.Null(SegmenterAgreement.NoteOf(SegmenterAgreement.Of(Ten(first), Ten(second), 6, 9)));
    }

    [Fact]
    public void Alone_a_network_has_skin_and_the_sheath_of_the_back_muscles_too()
    {
        var (classical, trained, hu) = (Values(1), Values(1), new short[100]);
        for (var j = 1; j < 10; j++)
        {
            classical.AsSpan((10 * j) + 1, 9).Fill(ProductLabels.OtherTissue);
            trained.AsSpan(10 * j, 10).Fill(ProductLabels.SubcutaneousFat);
            hu.AsSpan(10 * j, 10).Fill(-100);
        }

        for (var j = 4; j < 8; j++)
        {
            trained.AsSpan((10 * j) + 4, 4).Fill(ProductLabels.ParavertebralRight);
            hu.AsSpan((10 * j) + 4, 4).Fill(50);
        }

        var alone = TrainedLabels.Alone(Plane(classical), Plane(trained), Hu(hu, Grid(10, 1))).Voxels;

        Assert.Equal((ProductLabels.OtherTissue, ProductLabels.OtherTissue, ProductLabels.SubcutaneousFat), (alone[1, 5, 0], alone[2, 5, 0], alone[3, 3, 0]));
        Assert.Equal((ProductLabels.OtherMuscleRight, ProductLabels.ParavertebralRight, ProductLabels.OtherMuscleRight), (alone[4, 5, 0], alone[5, 5, 0], alone[7, 5, 0]));
        Assert.Equal(0, alone[0, 5, 0]);
        LabelMap Plane(ushort[] values) => new(Volume<ushort>.Adopt(Grid(10, 1), values), ProductLabels.Set);
    }

    [Fact]
    public void Of_a_muscle_in_pieces_the_one_stays_that_the_classical_segmenter_sees_too()
    {
        var (values, classical, hu) = (Values(1), Values(1), new short[100]);
        values.AsSpan(0, 9).Fill(5); // a kidney, say
        values.AsSpan(80, 4).Fill(5);
        classical.AsSpan(82, 3).Fill(5);
        LabelCleaning.Run(values, classical, Hu(hu, Grid(10, 1)), default);

        Assert.Equal((ProductLabels.OtherTissue, (ushort)5), (values[4], values[81]));
    }

    [Fact]
    public void Islands_and_fat_at_the_outline_are_taken_from_a_muscle()
    {
        var (values, hu) = (Values(1), new short[100]);
        Array.Fill(hu, (short)50);
        for (var j = 2; j < 8; j++)
        {
            values.AsSpan((10 * j) + 2, 6).Fill(5);
        }

        values[9] = values[99] = 5;
        hu[99] = -100;
        hu.AsSpan(20, 10).Fill(-100);
        hu.AsSpan(30, 10).Fill(-100);
        hu[45] = -400;
        values.AsSpan(80, 10).Fill(ProductLabels.SubcutaneousFat);
        hu.AsSpan(80, 6).Fill(-100);
        hu.AsSpan(88, 2).Fill(-900);
        hu[73] = -150;
        LabelCleaning.Run(values, new ushort[values.Length], Hu(hu, Grid(10, 1)), default);

        Assert.Equal((ProductLabels.OtherTissue, ProductLabels.VisceralFat), (values[9], values[99]));
        Assert.Equal(ProductLabels.IntermuscularFat, values[24]); // fat at the border
        Assert.Equal(5, values[45]); // within the muscle
        Assert.Equal(ProductLabels.SubcutaneousFat, values[73]); // fat beside fat
        Assert.Equal((ProductLabels.SubcutaneousFat, ProductLabels.OtherTissue, ProductLabels.OtherTissue), (values[84], values[86], values[88])); // fat, tissue, gas
        Assert.Equal(5, values[72]); // muscle at the border
    }

    static Volume<short> Hu(short[] values, Grid grid) => Volume<short>.Adopt(grid, values);

    static ushort[] Values(int slices) => new ushort[10 * 10 * slices];

    static void Put(ushort[] values, ushort label, int at, int count) => values.AsSpan(500 + at, count).Fill(label);

    static LabelMap Ten(ushort[] values) => new(Volume<ushort>.Adopt(Grid(10, 10), values), ProductLabels.Set);

    static LabelMap Map(LabelSet set, ushort value) => new(Volume<ushort>.Adopt(Grid(1), [value]), set);

    static Grid Grid(int count, int slices = 0) => new(slices == 0 ? new(count, 1, 1) : new(count, count, slices), new(1, 1, 1), new(0, 0, 0), new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)));
}
