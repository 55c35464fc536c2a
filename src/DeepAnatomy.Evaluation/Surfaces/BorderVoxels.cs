using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>The border voxels of a mask: the mask less its erosion.</summary>
static class BorderVoxels
{
    /// <summary>Finds the border.</summary>
    /// <param name="mask">Mask over <paramref name="box"/>; outside the box, but inside the image, there is nothing.</param>
    /// <param name="box">Where the mask lies in the image.</param>
    /// <param name="image">Shape of the image.</param>
    /// <param name="kind">Face or vertex neighbours.</param>
    /// <param name="exterior">What lies beyond the image.</param>
    /// <param name="isFlat">Whether neighbours along k are left out (a single slice).</param>
    public static BitMask Of(BitMask mask, VoxelBox box, Shape image, SurfaceKind kind, Exterior exterior, bool isFlat)
    {
        var open = exterior == Exterior.Foreground;
        var edges = new Edges(
            open && box.I0 == 0, open && box.I1 == image.I - 1,
            open && box.J0 == 0, open && box.J1 == image.J - 1,
            open && box.K0 == 0, open && box.K1 == image.K - 1);
        return kind == SurfaceKind.VertexVoxels ? Vertex(mask, edges, isFlat) : Face(mask, edges, isFlat);
    }

    static BitMask Face(BitMask mask, Edges edges, bool isFlat)
    {
        var border = new BitMask(mask.I, mask.J, mask.K);
        var (empty, full) = (new ulong[mask.WordsPerRow], Full(mask));
        SliceChunks.Run(mask.K, k =>
        {
            for (var j = 0; j < mask.J; j++)
            {
                ReadOnlySpan<ulong> row = mask.Row(j, k);
                var up = j > 0 ? mask.Row(j - 1, k) : edges.J0 ? full : empty;
                var down = j + 1 < mask.J ? mask.Row(j + 1, k) : edges.J1 ? full : empty;
                var below = isFlat ? full : k > 0 ? mask.Row(j, k - 1) : edges.K0 ? full : empty;
                var above = isFlat ? full : k + 1 < mask.K ? mask.Row(j, k + 1) : edges.K1 ? full : empty;
                var target = border.Row(j, k);
                for (var w = 0; w < target.Length; w++)
                {
                    var eroded = row[w] & Left(row, w, edges.I0) & Right(row, w, mask, edges.I1) & up[w] & down[w] & below[w] & above[w];
                    target[w] = row[w] & ~eroded;
                }
            }
        });
        return border;
    }

    // The cube-shaped erosion is separable: along i, then j, then k.
    static BitMask Vertex(BitMask mask, Edges edges, bool isFlat)
    {
        var (along, plane, border) = (new BitMask(mask.I, mask.J, mask.K), new BitMask(mask.I, mask.J, mask.K), new BitMask(mask.I, mask.J, mask.K));
        var (empty, full) = (new ulong[mask.WordsPerRow], Full(mask));
        SliceChunks.Run(mask.K, k =>
        {
            for (var j = 0; j < mask.J; j++)
            {
                ReadOnlySpan<ulong> row = mask.Row(j, k);
                var target = along.Row(j, k);
                for (var w = 0; w < target.Length; w++)
                {
                    target[w] = row[w] & Left(row, w, edges.I0) & Right(row, w, mask, edges.I1);
                }
            }

            for (var j = 0; j < mask.J; j++)
            {
                var up = j > 0 ? along.Row(j - 1, k) : edges.J0 ? full : empty;
                var down = j + 1 < mask.J ? along.Row(j + 1, k) : edges.J1 ? full : empty;
                And(along.Row(j, k), up, down, plane.Row(j, k));
            }
        });
        SliceChunks.Run(mask.K, k =>
        {
            var eroded = new ulong[mask.WordsPerRow];
            for (var j = 0; j < mask.J; j++)
            {
                var below = isFlat ? full : k > 0 ? plane.Row(j, k - 1) : edges.K0 ? full : empty;
                var above = isFlat ? full : k + 1 < mask.K ? plane.Row(j, k + 1) : edges.K1 ? full : empty;
                And(plane.Row(j, k), below, above, eroded);
                var row = mask.Row(j, k);
                var target = border.Row(j, k);
                for (var w = 0; w < target.Length; w++)
                {
                    target[w] = row[w] & ~eroded[w];
                }
            }
        });
        return border;
    }

    static void And(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, ReadOnlySpan<ulong> c, Span<ulong> target)
    {
        for (var w = 0; w < target.Length; w++)
        {
            target[w] = a[w] & b[w] & c[w];
        }
    }

    /// <summary>Bit n = the voxel before voxel n.</summary>
    static ulong Left(ReadOnlySpan<ulong> row, int w, bool isOpen) =>
        (row[w] << 1) | (w > 0 ? row[w - 1] >> 63 : isOpen ? 1UL : 0);

    /// <summary>Bit n = the voxel after voxel n.</summary>
    static ulong Right(ReadOnlySpan<ulong> row, int w, BitMask mask, bool isOpen)
    {
        if (w + 1 < row.Length)
        {
            return (row[w] >> 1) | (row[w + 1] << 63);
        }

        var last = 1UL << ((mask.I - 1) & 63);
        return (row[w] >> 1) | (isOpen ? last : 0);
    }

    static ulong[] Full(BitMask mask)
    {
        var full = new ulong[mask.WordsPerRow];
        Array.Fill(full, ulong.MaxValue);
        return full;
    }

    readonly record struct Edges(bool I0, bool I1, bool J0, bool J1, bool K0, bool K1);
}
