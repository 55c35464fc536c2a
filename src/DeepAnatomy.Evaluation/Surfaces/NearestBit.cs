using System.Numerics;
using System.Runtime.CompilerServices;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>Finds the nearest set bit of a mask: rows around the query in the order of their distance, and in each row the nearest bit on both sides.</summary>
/// <remarks>Exact. Queries far from any bit are handed to a k-d tree, which is built when first needed.</remarks>
sealed class NearestBit
{
    const int RowsBeforeTree = 100;
    readonly BitMask bits;
    readonly Spacing spacing;
    readonly (int Dj, int Dk, double SquaredMm)[] rows;
    readonly bool isComplete;
    readonly double reachSquared;
    readonly Lazy<PointTree> tree;

    readonly double limitSquared;

    /// <param name="bits">Where to search.</param>
    /// <param name="spacing">Distances of voxels, mm.</param>
    /// <param name="limitMm">Bits farther away are not looked for; the answer is then infinite.</param>
    public NearestBit(BitMask bits, Spacing spacing, double limitMm = double.PositiveInfinity)
    {
        (this.bits, this.spacing) = (bits, spacing);
        limitSquared = limitMm * limitMm * (1 + 1e-12);
        (rows, isComplete) = RowOrder(bits, spacing, limitSquared);
        reachSquared = rows[^1].SquaredMm;
        tree = new(() => new PointTree(bits, spacing));
    }

    /// <summary>Squared distance in mm² from a voxel to the nearest set bit; infinite when there is none.</summary>
    /// <param name="i">Query along i, may lie anywhere in the mask.</param>
    /// <param name="j">Query along j.</param>
    /// <param name="k">Query along k.</param>
    /// <param name="nearest">In: a set bit that is probably near, such as the answer of the neighbouring query, or a default. Out: the nearest set bit.</param>
    public double SquaredMm(int i, int j, int k, ref BitPlace nearest)
    {
        var best = nearest.IsKnown ? Squared(nearest.I - i, nearest.J - j, nearest.K - k) : double.PositiveInfinity;
        if (best > limitSquared)
        {
            (best, nearest) = (double.PositiveInfinity, default);
        }

        if (isComplete || !nearest.IsKnown || !nearest.IsFar || best <= reachSquared)
        {
            foreach (var (dj, dk, squared) in rows)
            {
                if (squared >= best)
                {
                    return best;
                }

                int y = j + dj, z = k + dk;
                if ((uint)y < (uint)bits.J && (uint)z < (uint)bits.K && NearestInRow(bits.Row(y, z), i) is var x and >= 0)
                {
                    var mm = (x - i) * spacing.IMm;
                    if ((mm * mm) + squared < best && (mm * mm) + squared <= limitSquared)
                    {
                        best = (mm * mm) + squared;
                        nearest = new(x, y, z);
                    }
                }
            }

            if (isComplete)
            {
                return best;
            }
        }

        best = tree.Value.SquaredMm(i, j, k, best, ref nearest);
        nearest = new(nearest.I, nearest.J, nearest.K, best > reachSquared);
        return best;
    }

    double Squared(int di, int dj, int dk)
    {
        double x = di * spacing.IMm, y = dj * spacing.JMm, z = dk * spacing.KMm;
        return (x * x) + ((y * y) + (z * z));
    }

    /// <summary>Position of the set bit of a row that is nearest to i, or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int NearestInRow(ReadOnlySpan<ulong> row, int i)
    {
        var w = i >> 6;
        var right = row[w] >> (i & 63);
        if ((right & 1) != 0)
        {
            return i;
        }

        var (found, gap) = (-1, int.MaxValue);
        if (right != 0)
        {
            gap = BitOperations.TrailingZeroCount(right);
            found = i + gap;
        }
        else
        {
            for (var n = w + 1; n < row.Length; n++)
            {
                if (row[n] != 0)
                {
                    found = (n << 6) + BitOperations.TrailingZeroCount(row[n]);
                    gap = found - i;
                    break;
                }
            }
        }

        var left = row[w] << (63 - (i & 63));
        if (left != 0)
        {
            var before = BitOperations.LeadingZeroCount(left);
            return before < gap ? i - before : found;
        }

        for (var n = w - 1; n >= 0 && i - (n << 6) - 63 < gap; n--)
        {
            if (row[n] != 0)
            {
                var before = (n << 6) + 63 - BitOperations.LeadingZeroCount(row[n]);
                return i - before < gap ? before : found;
            }
        }

        return found;
    }

    static ((int, int, double)[] Rows, bool IsComplete) RowOrder(BitMask bits, Spacing spacing, double limitSquared)
    {
        if (double.IsFinite(limitSquared))
        {
            return (RowsWithin(bits, spacing, limitSquared), true);
        }

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

    static (int, int, double)[] RowsWithin(BitMask bits, Spacing spacing, double limitSquared)
    {
        var limit = Math.Sqrt(limitSquared);
        var (nj, nk) = (Math.Min(bits.J - 1, (int)(limit / spacing.JMm) + 1), Math.Min(bits.K - 1, (int)(limit / spacing.KMm) + 1));
        List<(int Dj, int Dk, double SquaredMm)> all = [];
        for (var dk = -nk; dk <= nk; dk++)
        {
            for (var dj = -nj; dj <= nj; dj++)
            {
                double y = dj * spacing.JMm, z = dk * spacing.KMm;
                if ((y * y) + (z * z) <= limitSquared)
                {
                    all.Add((dj, dk, (y * y) + (z * z)));
                }
            }
        }

        return [.. all.OrderBy(r => r.SquaredMm).ThenBy(r => r.Dk).ThenBy(r => r.Dj)];
    }
}

/// <summary>A set bit of a mask; <c>default</c> is none.</summary>
/// <remarks><see cref="IsFar"/>: the last query that had it as its answer was beyond the reach of the row search, so its neighbours probably are.</remarks>
readonly struct BitPlace(int i, int j, int k, bool isFar = false)
{
    public int I { get; } = i;

    public int J { get; } = j;

    public int K { get; } = k;

    public bool IsKnown { get; } = true;

    public bool IsFar { get; } = isFar;
}
