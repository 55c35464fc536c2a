using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Tissues;
using Xunit;

namespace DeepAnatomy.Sarcopenia.Tests.Tissues;

public sealed class ConfirmedLabelsTests
{
    /// <summary>A set of its own, so that values and names differ.</summary>
    static readonly LabelSet Other = new("model", [new(1, "psoas_left"), new(2, "subcutaneous_fat"), new(3, "bone"), new(4, "other_tissue"), new(5, "visceral_fat"), new(6, "liver")]);

    [Theory]
    [InlineData(3, 1, 3)] // both see muscle: the classical name
    [InlineData(3, 2, ProductLabels.IntermuscularFat)]
    [InlineData(3, 5, ProductLabels.IntermuscularFat)]
    [InlineData(3, 3, ProductLabels.Bone)]
    [InlineData(3, 4, ProductLabels.OtherTissue)]
    [InlineData(3, 0, ProductLabels.OtherTissue)]
    [InlineData(3, 6, ProductLabels.OtherTissue)] // a structure that is not known here
    [InlineData(ProductLabels.VisceralFat, 2, ProductLabels.SubcutaneousFat)]
    [InlineData(ProductLabels.IntermuscularFat, 2, ProductLabels.SubcutaneousFat)]
    [InlineData(ProductLabels.VisceralFat, 4, ProductLabels.OtherTissue)]
    [InlineData(ProductLabels.VisceralFat, 1, ProductLabels.VisceralFat)]
    [InlineData(ProductLabels.SubcutaneousFat, 4, ProductLabels.SubcutaneousFat)]
    [InlineData(ProductLabels.OtherTissue, 1, ProductLabels.OtherTissue)] // nothing shows how far it reaches
    [InlineData(ProductLabels.VertebraL3, 1, ProductLabels.VertebraL3)]
    [InlineData(0, 1, 0)]
    public void Muscle_stays_where_the_network_sees_muscle_too(ushort classical, ushort trained, ushort expected)
    {
        var confirmed = ConfirmedLabels.Of(Map(ProductLabels.Set, [classical]), Map(Other, [trained]), Hu(1));

        Assert.Equal(expected, confirmed.Voxels.Voxels[0]);
        Assert.Same(ProductLabels.Set, confirmed.Labels);
    }

    [Theory]
    [InlineData(1, 5, -100, 50, true)] // fat behind it
    [InlineData(3, 5, -100, 50, true)] // a coarse scan
    [InlineData(1, 5, -900, 50, true)] // gas
    [InlineData(1, 5, 50, 50, false)] // an organ that the network does not end at
    [InlineData(1, 9, -100, 50, false)] // apart from the wall
    [InlineData(1, 5, -100, 70, true)]
    [InlineData(1, 5, -100, 71, false)] // an organ with contrast
    public void Muscle_that_only_the_network_sees_is_added_where_it_lies_against_muscle_and_fat_or_gas_bounds_it(double pixelMm, int from, short behind, short piece, bool isAdded)
    {
        const int size = 20;
        var (classical, trained, hu) = (new ushort[size * size], new ushort[size * size], new short[size * size]);
        classical.AsSpan().Fill(ProductLabels.OtherTissue);
        hu.AsSpan().Fill(behind);
        for (var j = 2; j < from + 4; j++)
        {
            var (isBoth, isNetwork) = (j < 5, j >= from);
            classical.AsSpan((j * size) + 3, 14).Fill(isBoth ? ProductLabels.AbdominalWallLeft : ProductLabels.OtherTissue);
            trained.AsSpan((j * size) + 3, 14).Fill(isBoth || isNetwork ? ProductLabels.AbdominalWallLeft : ProductLabels.OtherTissue);
            hu.AsSpan((j * size) + 3, 14).Fill(isNetwork ? piece : (short)50);
        }

        var confirmed = ConfirmedLabels.Of(Plane(classical), Plane(trained), Volume<short>.Adopt(Plane(classical).Grid, hu));

        Assert.Equal(ProductLabels.AbdominalWallLeft, confirmed.Voxels[10, 3, 0]);
        Assert.Equal(isAdded ? ProductLabels.AbdominalWallLeft : ProductLabels.OtherTissue, confirmed.Voxels[10, from + 2, 0]);
        LabelMap Plane(ushort[] values) => new(Volume<ushort>.Adopt(new Grid(new(size, size, 1), new(pixelMm, pixelMm, 1), new(0, 0, 0), new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1))), values), ProductLabels.Set);
    }

    [Theory]
    [InlineData(3, 50, 0)] // a voxel is larger than the network's: it decides each
    [InlineData(0.9, 50, 1)]
    [InlineData(0.5, 50, 2)]
    [InlineData(0.5, -10, 2)]
    [InlineData(0.5, -11, 0)] // more fat than muscle, or nearly
    public void Next_to_muscle_of_the_network_classical_muscle_stays_where_HU_say_so(double pixelMm, short edge, int reach)
    {
        ushort[] classical = [3, 3, 3, 3, 3, 3, 3, 3], trained = [1, 1, 1, 1, 4, 4, 4, 4];
        var hu = Volume<short>.Adopt(Row(8, pixelMm), [-80, -80, -80, -80, edge, edge, edge, edge]);
        var confirmed = ConfirmedLabels.Of(Map(ProductLabels.Set, classical, pixelMm), Map(Other, trained, pixelMm), hu);

        Assert.Equal(Enumerable.Range(0, 8).Select(n => n < 4 + reach ? (ushort)3 : ProductLabels.OtherTissue), confirmed.Voxels.Voxels.ToArray());
    }

    [Fact]
    public void Noise_of_one_voxel_does_not_take_it_off_the_edge()
    {
        const int size = 5;
        var (classical, trained, hu) = (new ushort[size * size], new ushort[size * size], new short[size * size]);
        classical.AsSpan().Fill(ProductLabels.PsoasLeft);
        hu.AsSpan().Fill(30);
        for (var j = 0; j < size; j++)
        {
            trained.AsSpan(j * size, size).Fill(ProductLabels.OtherTissue);
            trained.AsSpan(j * size, 2).Fill(ProductLabels.PsoasLeft);
        }

        hu[(2 * size) + 2] = -29;
        var grid = new Grid(new(size, size, 1), new(0.9, 0.9, 1));
        LabelMap Plane(ushort[] values) => new(Volume<ushort>.Adopt(grid, values), ProductLabels.Set);
        var confirmed = ConfirmedLabels.Of(Plane(classical), Plane(trained), Volume<short>.Adopt(grid, hu));

        Assert.Equal(ProductLabels.PsoasLeft, confirmed.Voxels[2, 2, 0]);
        Assert.Equal(ProductLabels.OtherTissue, confirmed.Voxels[3, 2, 0]);
    }

    [Theory]
    [InlineData(1, 3, true)] // a third in common
    [InlineData(2, 3, false)] // most in common
    [InlineData(0, 1, false)] // the network hardly sees it
    public void Where_the_quadratus_lies_elsewhere_the_network_names_the_muscles_of_the_back(int common, int network, bool isRenamed)
    {
        const ushort paravertebral = ProductLabels.ParavertebralRight, psoas = ProductLabels.PsoasRight, quadratus = ProductLabels.QuadratusLumborumRight, other = ProductLabels.OtherMuscleRight;
        ushort[] classical = [quadratus, quadratus, quadratus, other, other, other, psoas, ProductLabels.PsoasLeft, paravertebral];
        ushort[] trained = [paravertebral, paravertebral, paravertebral, other, other, other, paravertebral, ProductLabels.ParavertebralLeft, psoas];
        trained.AsSpan(3 - common, network).Fill(quadratus);
        var confirmed = ConfirmedLabels.Of(Map(ProductLabels.Set, classical), Map(ProductLabels.Set, trained), Hu(9)).Voxels.Voxels;

        ushort[] expected = isRenamed ? [paravertebral, paravertebral, quadratus, quadratus, quadratus, other, paravertebral, ProductLabels.PsoasLeft, psoas] : classical;
        Assert.Equal(expected, confirmed.ToArray());
    }

    [Fact]
    public void Labels_of_another_grid_are_refused() =>
        Assert.Throws<ArgumentException>(() => ConfirmedLabels.Of(Map(ProductLabels.Set, [1]), Map(Other, [1, 1]), Hu(1)));

    static LabelMap Map(LabelSet set, ushort[] values, double pixelMm = 3) => new(Volume<ushort>.Adopt(Row(values.Length, pixelMm), values), set);

    static Volume<short> Hu(int count, double pixelMm = 3) => Volume<short>.Adopt(Row(count, pixelMm), [.. Enumerable.Repeat((short)50, count)]);

    static Grid Row(int count, double pixelMm) => new(new(count, 1, 1), new(pixelMm, pixelMm, 1), new(0, 0, 0), new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)));
}
