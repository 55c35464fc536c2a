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
    [InlineData(ProductLabels.OtherTissue, 1, ProductLabels.OtherTissue)] // muscle is never added
    [InlineData(ProductLabels.VertebraL3, 1, ProductLabels.VertebraL3)]
    [InlineData(0, 1, 0)]
    public void Muscle_stays_where_the_network_sees_muscle_too(ushort classical, ushort trained, ushort expected)
    {
        // Nine voxels more on which both agree, so that the network is trusted.
        var confirmed = ConfirmedLabels.Of(
            Map(ProductLabels.Set, [classical, 3, 3, 3, 3, 3, 3, 3, 3, 3]),
            Map(Other, [trained, 1, 1, 1, 1, 1, 1, 1, 1, 1]));

        Assert.Equal(expected, confirmed.Voxels.Voxels[0]);
        Assert.Same(ProductLabels.Set, confirmed.Labels);
    }

    [Fact]
    public void Of_a_muscle_that_the_network_hardly_sees_the_classical_label_stays()
    {
        var confirmed = ConfirmedLabels.Of(Map(ProductLabels.Set, [5, 5, 5, 3, 3, 3]), Map(Other, [1, 4, 4, 1, 1, 4]));

        Assert.Equal([5, 5, 5, 3, 3, ProductLabels.OtherTissue], confirmed.Voxels.Voxels.ToArray());
    }

    [Theory]
    [InlineData(3, 0)] // a voxel is larger than the network's: it decides each
    [InlineData(1.25, 2)]
    [InlineData(0.9, 2)]
    public void Within_a_voxel_of_the_network_its_muscle_confirms_its_neighbours(double pixelMm, int reach)
    {
        ushort[] classical = [3, 3, 3, 3, 3, 3, 3, 3], trained = [1, 1, 1, 1, 4, 4, 4, 4];
        var confirmed = ConfirmedLabels.Of(Map(ProductLabels.Set, classical, pixelMm), Map(Other, trained, pixelMm));

        Assert.Equal(Enumerable.Range(0, 8).Select(n => n < 4 + reach ? (ushort)3 : ProductLabels.OtherTissue), confirmed.Voxels.Voxels.ToArray());
    }

    [Fact]
    public void Labels_of_another_grid_are_refused() =>
        Assert.Throws<ArgumentException>(() => ConfirmedLabels.Of(Map(ProductLabels.Set, [1]), Map(Other, [1, 1])));

    static LabelMap Map(LabelSet set, ushort[] values, double pixelMm = 3) =>
        new(Volume<ushort>.Adopt(new Grid(new(values.Length, 1, 1), new(pixelMm, pixelMm, 1), new(0, 0, 0), new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1))), values), set);
}
