using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Labels;

public class MaskCollectionTests
{
    static readonly Grid Line = new(new Shape(4, 1, 1), new Spacing(1, 1, 1));
    static readonly LabelSet Set = new("s", [new(7, "a"), new(9, "b")]);

    [Fact]
    public void Where_masks_overlap_the_first_wins_and_the_overlap_is_counted()
    {
        var masks = new MaskCollection(Line);
        masks.Add("b", Volume<byte>.Adopt(Line, [0, 1, 1, 0]));
        masks.Add("a", Volume<byte>.Adopt(Line, [0, 0, 1, 1]));
        var (map, overlap) = masks.ToLabelMap(Set);
        Assert.Equal([0, 9, 9, 7], map.Voxels.Voxels.ToArray());
        Assert.Equal(1, overlap);
        Assert.Equal([0, 0, 0, 1], MaskCollection.Of(map)["a"].Voxels.ToArray());
    }

    [Fact]
    public void A_mask_on_another_grid_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MaskCollection(Line).Add("a", Volume<byte>.Adopt(new Grid(new Shape(4, 1, 1), new Spacing(2, 1, 1)), new byte[4])));
}
