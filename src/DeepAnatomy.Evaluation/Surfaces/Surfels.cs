using System.Numerics;
using DeepAnatomy.Evaluation.Overlap;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>Surface elements of a mask on the lattice of voxel corners; the code of a corner tells its area.</summary>
static class Surfels
{
    /// <summary>Corners (one more than voxels along each axis) around which the eight voxels are not all alike.</summary>
    public static BitMask Corners(BitMask mask)
    {
        var corners = new BitMask(mask.I + 1, mask.J + 1, mask.K + 1);
        SliceChunks.Run(corners.K, k =>
        {
            var empty = new ulong[mask.WordsPerRow];
            for (var j = 0; j < corners.J; j++)
            {
                // Corner (i, j, k) lies between the voxels i−1 and i, j−1 and j, k−1 and k.
                var r00 = RowOf(mask, j - 1, k - 1, empty);
                var r01 = RowOf(mask, j, k - 1, empty);
                var r10 = RowOf(mask, j - 1, k, empty);
                var r11 = RowOf(mask, j, k, empty);
                var target = corners.Row(j, k);
                for (var w = 0; w < target.Length; w++)
                {
                    ulong any = Word(r00, w) | Word(r01, w) | Word(r10, w) | Word(r11, w), all = Word(r00, w) & Word(r01, w) & Word(r10, w) & Word(r11, w);
                    ulong anyBefore = Top(r00, w) | Top(r01, w) | Top(r10, w) | Top(r11, w), allBefore = Top(r00, w) & Top(r01, w) & Top(r10, w) & Top(r11, w);
                    target[w] = (any | (any << 1) | anyBefore) & ~(all & ((all << 1) | allBefore));
                }
            }
        });
        return corners;
    }

    /// <summary>The code of a corner: bit (4a + 2b + c), counted from the highest of eight, is the voxel at i−1+a, j−1+b, k−1+c.</summary>
    public static int CodeAt(BitMask mask, int i, int j, int k)
    {
        var code = 0;
        for (var corner = 0; corner < 8; corner++)
        {
            var (x, y, z) = (i - 1 + (corner >> 2), j - 1 + ((corner >> 1) & 1), k - 1 + (corner & 1));
            var isSet = (uint)x < (uint)mask.I && (uint)y < (uint)mask.J && (uint)z < (uint)mask.K && mask[x, y, z];
            code = (code << 1) | (isSet ? 1 : 0);
        }

        return code;
    }

    /// <summary>Areas of the corners of one slice of the lattice, in scan order.</summary>
    public static void Weigh(BitMask corners, BitMask mask, int k, double[] areas, Span<double> weights)
    {
        var empty = new ulong[mask.WordsPerRow];
        var at = 0;
        for (var j = 0; j < corners.J; j++)
        {
            var r00 = RowOf(mask, j - 1, k - 1, empty);
            var r01 = RowOf(mask, j - 1, k, empty);
            var r10 = RowOf(mask, j, k - 1, empty);
            var r11 = RowOf(mask, j, k, empty);
            var row = corners.Row(j, k);
            for (var w = 0; w < row.Length; w++)
            {
                // Bit n of the planes "before" is the voxel at i − 1, of "here" the voxel at i.
                ulong h00 = Word(r00, w), h01 = Word(r01, w), h10 = Word(r10, w), h11 = Word(r11, w);
                ulong b00 = (h00 << 1) | Top(r00, w), b01 = (h01 << 1) | Top(r01, w), b10 = (h10 << 1) | Top(r10, w), b11 = (h11 << 1) | Top(r11, w);
                for (var word = row[w]; word != 0; word &= word - 1)
                {
                    var n = BitOperations.TrailingZeroCount(word);
                    var code = ((b00 >> n & 1) << 7) | ((b01 >> n & 1) << 6) | ((b10 >> n & 1) << 5) | ((b11 >> n & 1) << 4)
                        | ((h00 >> n & 1) << 3) | ((h01 >> n & 1) << 2) | ((h10 >> n & 1) << 1) | (h11 >> n & 1);
                    weights[at++] = areas[(int)code];
                }
            }
        }
    }

    static ReadOnlySpan<ulong> RowOf(BitMask mask, int j, int k, ulong[] empty) =>
        (uint)j < (uint)mask.J && (uint)k < (uint)mask.K ? mask.Row(j, k) : empty;

    static ulong Word(ReadOnlySpan<ulong> row, int w) => w < row.Length ? row[w] : 0;

    static ulong Top(ReadOnlySpan<ulong> row, int w) => w > 0 ? row[w - 1] >> 63 : 0;
}
