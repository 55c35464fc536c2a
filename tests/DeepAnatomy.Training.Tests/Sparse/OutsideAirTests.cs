using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Tests.Sparse;

public class OutsideAirTests
{
    const int Drawn = 2;

    // A body with a bubble of gas in it, and one voxel drawn in one slice.
    static readonly Volume<short> Hu = SmallPatients.Volume((i, j, k) => i == 20 && j == 15 ? (short)-900 : SmallPatients.HuAt(i, j, k));

    static Volume<byte> Codes => SmallPatients.Volume((i, j, k) => k != Drawn ? VoxelCode.Undefined : (i, j) == (10, 10) ? (byte)1 : (i, j) == (0, 0) ? (byte)2 : VoxelCode.Undefined);

    [Fact]
    public void Air_around_the_body_is_background_in_slices_with_a_drawing_and_nothing_else_is()
    {
        var marked = OutsideAir.Mark(Hu, Codes);
        var expected = SmallPatients.Volume((i, j, k) => (i, j, k) switch
        {
            (10, 10, Drawn) => (byte)1,
            (0, 0, Drawn) => (byte)2,
            (_, _, Drawn) when i is < 3 or >= 37 || j is < 4 or >= 28 => (byte)0,
            _ => VoxelCode.Undefined,
        });
        Assert.Equal(expected.Voxels.ToArray(), marked.Voxels.ToArray());
    }

    [Fact]
    public void Dense_labels_stay_the_very_same()
    {
        var dense = SmallPatients.Volume((i, _, _) => (byte)(i % 3));
        Assert.Same(dense, OutsideAir.Mark(Hu, dense));
    }

    [Fact]
    public void What_fills_the_whole_slice_has_no_air_around_it()
    {
        var full = SmallPatients.Volume((_, _, _) => (short)40);
        Assert.Equal(Codes.Voxels.ToArray(), OutsideAir.Mark(full, Codes).Voxels.ToArray());
    }
}
