using System.Numerics;
using System.Runtime.CompilerServices;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>Finds the nearest set bit of a mask: rows around the query in the order of their distance, and in each row the nearest bit on both sides.</summary>
/// <remarks>Exact. Queries far from any bit are handed to a k-d tree, which is built when first needed.</remarks>
sealed class NearestBit
{
    const int RowsBeforeTree = 400;
    readonly BitMask bits;
    readonly Spacing spacing;
    readonly (int Dj, int Dk, double SquaredMm)[] rows;
    readonly bool isComplete;
    readonly Lazy<PointTree> tree;

    public NearestBit(BitMask bits, Spacing spacing)
    {
        (this.bits, this.spacing) = (bits, spacing);
        (rows, isComplete) = RowOrder(bits, spacing);
        tree = new(() => new PointTree(bits, spacing));
    }

    /// <summary>Squared distance in mm² from a voxel to the nearest set bit; infinite when there is none.</summary>
    /// <param name="i">Query along i, may lie anywhere in the mask.</param>
    /// <param name="j">Query along j.</param>
    /// <param name="k">Query along k.</param>
    /// <param name="bound">A squared distance that is certainly not exceeded, or infinity.</param>
    public double SquaredMm(int i, int j, int k, double bound = double.PositiveInfinity)
    {
        var best = bound;
        foreach (var (dj, dk, squared) in rows)
        {
            if (squared >= best)
            {
                return best;
            }

            int y = j + dj, z = k + dk;
            if ((uint)y < (uint)bits.J && (uint)z < (uint)bits.K)
            {
                var gap = NearestInRow(bits.Row(y, z), i);
                if (gap >= 0)
                {
                    var mm = gap * spacing.IMm;
                    best = Math.Min(best, (mm * mm) + squared);
                }
            }
        }

        return isComplete ? best : tree.Value.SquaredMm(i * spacing.IMm, j * spacing.JMm, k * spacing.KMm, best);
    }

    /// <summary>Distance in bits from position i to the nearest set bit of a row, or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int NearestInRow(ReadOnlySpan<ulong> row, int i)
    {
        var w = i >> 6;
        var right = row[w] >> (i & 63);
        if ((right & 1) != 0)
        {
            return 0;
        }

        var best = int.MaxValue;
        var left = row[w] << (63 - (i & 63));
        if (right != 0)
        {
            best = BitOperations.TrailingZeroCount(right);
        }
        else
        {
            for (var n = w + 1; n < row.Length; n++)
            {
                if (row[n] != 0)
                {
                    best = (n << 6) + BitOperations.TrailingZeroCount(row[n]) - i;
                    break;
                }
            }
        }

        if (left != 0)
        {
            return Math.Min(best, BitOperations.LeadingZeroCount(left));
        }

        for (var n = w - 1; n >= 0 && i - (n << 6) - 63 < best; n--)
        {
            if (row[n] != 0)
            {
                best = Math.Min(best, i - ((n << 6) + 63 - BitOperations.LeadingZeroCount(row[n])));
                break;
            }
        }

        return best == int.MaxValue ? -1 : best;
    }

    static ((int, int, double)[] Rows, bool IsComplete) RowOrder(BitMask bits, Spacing spacing)
    {
        // The nearest RowsBeforeTree rows lie within this many steps along j and k.
        var reachMm = Math.Sqrt(RowsBeforeTree * spacing.JMm * spacing.KMm) + spacing.JMm + spacing.KMm;
        var (nj, nk) = (Math.Min(bits.J - 1, (int)(reachMm / spacing.JMm) + 1), Math.Min(bits.K - 1, (int)(reachMm / spacing.KMm) + 1));
        List<(int Dj, int Dk, double SquaredMm)> all = [];
        for (var dk = -nk; dk <= nk; dk++)
        {
            for (var dj = -nj; dj <= nj; dj++)
            {
                double y = dj * spacing.JMm, z = dk * spacing.KMm;
                all.Add((dj, dk, (y * y) + (z * z)));
            }
        }

        var isAll = nj == bits.J - 1 && nk == bits.K - 1 && all.Count <= 4 * RowsBeforeTree;
        var ordered = all.OrderBy(r => r.SquaredMm).ThenBy(r => r.Dk).ThenBy(r => r.Dj);
        return isAll ? ([.. ordered], true) : ([.. ordered.Take(RowsBeforeTree)], false);
    }
}
