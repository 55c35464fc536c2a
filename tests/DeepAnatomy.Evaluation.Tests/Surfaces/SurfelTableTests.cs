using System.Numerics;
using DeepAnatomy.Evaluation.Surfaces;

namespace DeepAnatomy.Evaluation.Tests.Surfaces;

/// <summary>Areas of the surface through a corner against geometry.</summary>
public class SurfelTableTests
{
    const double I = 0.8, J = 1.1, K = 2.9;
    static readonly double[] Areas = SurfelTable.Areas(I, J, K);

    [Fact]
    public void A_code_and_its_complement_have_the_same_area_where_the_surface_is_unambiguous()
    {
        foreach (var code in Enumerable.Range(0, 256).Where(IsUnambiguous))
        {
            Assert.Equal(Areas[code], Areas[255 - code], 12);
        }
    }

    [Fact]
    public void Only_an_empty_and_a_full_neighbourhood_have_no_surface() =>
        Assert.Equal([0, 255], Enumerable.Range(0, 256).Where(c => Areas[c] == 0));

    [Fact]
    public void A_plane_along_an_axis_has_the_area_of_a_face()
    {
        Assert.Equal(J * K, Areas[0b00001111], 12);
        Assert.Equal(I * K, Areas[0b00110011], 12);
        Assert.Equal(I * J, Areas[0b01010101], 12);
    }

    // The surface of a single voxel's corner is the triangle through the midpoints of the three edges.
    [Fact]
    public void A_single_voxel_is_cut_off_by_a_triangle()
    {
        var (a, b, c) = (new Vector3((float)I / 2, 0, 0), new Vector3(0, (float)J / 2, 0), new Vector3(0, 0, (float)K / 2));
        var triangle = Vector3.Cross(b - a, c - a).Length() / 2;
        for (var corner = 0; corner < 8; corner++)
        {
            Assert.Equal(triangle, Areas[1 << corner], 5);
        }
    }

    // Two voxels side by side are cut off by a rectangle: one edge of the lattice long, half a face's diagonal wide.
    [Fact]
    public void Two_neighbours_are_cut_off_by_a_rectangle()
    {
        Assert.Equal(I * 0.5 * Math.Sqrt((J * J) + (K * K)), Areas[0b10001000], 12);
        Assert.Equal(J * 0.5 * Math.Sqrt((I * I) + (K * K)), Areas[0b10100000], 12);
        Assert.Equal(K * 0.5 * Math.Sqrt((I * I) + (J * J)), Areas[0b11000000], 12);
    }

    [Fact]
    public void Groups_that_do_not_touch_add_up() => Assert.All(
        from a in Enumerable.Range(0, 8) from b in Enumerable.Range(0, a) where BitOperations.PopCount((uint)(a ^ b)) > 1 select (a, b),
        pair => Assert.Equal(Areas[1 << pair.a] + Areas[1 << pair.b], Areas[(1 << pair.a) | (1 << pair.b)], 12));

    [Fact]
    public void Mirroring_the_neighbourhood_along_any_axis_keeps_the_area()
    {
        for (var code = 0; code < 256; code++)
        {
            foreach (var axis in new[] { 1, 2, 4 })
            {
                var mirrored = Enumerable.Range(0, 8).Where(c => (code & (1 << c)) != 0).Sum(c => 1 << (c ^ axis));
                Assert.Equal(Areas[code], Areas[mirrored], 9);
            }
        }
    }

    // No face of the cell has its two diagonals set against each other, and set and unset voxels hang together.
    static bool IsUnambiguous(int code) => IsConnected(code) && IsConnected(255 - code);

    static bool IsConnected(int code)
    {
        var first = BitOperations.TrailingZeroCount(code | 256);
        var seen = code & (1 << first);
        for (var round = 0; round < 8; round++)
        {
            foreach (var c in Enumerable.Range(0, 8).Where(c => (seen & (1 << c)) != 0).ToArray())
            {
                seen |= code & ((1 << (c ^ 1)) | (1 << (c ^ 2)) | (1 << (c ^ 4)));
            }
        }

        return seen == code;
    }
}
