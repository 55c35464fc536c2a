using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>A balanced tree of tight boxes over the set bits of a mask; for queries that are far from every bit.</summary>
/// <remarks>
/// The box, not the splitting plane, decides what is visited: a surface fills little of its half of space, and a far query would otherwise walk through all that is empty.
/// Distances to boxes and to points are rounded alike, so no nearest point is lost.
/// </remarks>
sealed class PointTree
{
    const int LeafSize = 16;
    readonly double[] x;
    readonly double[] y;
    readonly double[] z;
    readonly Spacing spacing;
    readonly int depth;
    readonly Box[] boxes;

    public PointTree(BitMask bits, Spacing spacing)
    {
        this.spacing = spacing;
        var count = Enumerable.Range(0, bits.K).Sum(bits.CountPlane);
        (x, y, z) = (new double[count], new double[count], new double[count]);
        Collect(bits);
        depth = BitOperations.Log2((uint)Math.Max(1, count / LeafSize));
        boxes = new Box[2 << depth];
        if (count > 0)
        {
            Build(1, 0, count, 0);
        }
    }

    /// <summary>Squared distance in mm² to the nearest point that is nearer than <paramref name="best"/>; else <paramref name="best"/> itself.</summary>
    public double SquaredMm(int i, int j, int k, double best, ref BitPlace nearest)
    {
        if (x.Length == 0)
        {
            return best;
        }

        Span<(int Node, double Squared)> open = stackalloc (int, double)[depth + 2];
        var (count, found) = (1, -1);
        open[0] = (1, 0);
        while (count > 0)
        {
            var (node, squared) = open[--count];
            while (squared < best && node >> depth == 0)
            {
                // The nearer half first; the other waits.
                var (a, b) = (Squared(boxes[2 * node], i, j, k), Squared(boxes[(2 * node) + 1], i, j, k));
                var (near, far) = a <= b ? (2 * node, (2 * node) + 1) : ((2 * node) + 1, 2 * node);
                if (Math.Max(a, b) < best)
                {
                    open[count++] = (far, Math.Max(a, b));
                }

                (node, squared) = (near, Math.Min(a, b));
            }

            if (squared < best)
            {
                Look(node - (1 << depth), i, j, k, ref best, ref found);
            }
        }

        if (found >= 0)
        {
            nearest = new((int)x[found], (int)y[found], (int)z[found]);
        }

        return best;
    }

    void Collect(BitMask bits)
    {
        var at = 0;
        for (var k = 0; k < bits.K; k++)
        {
            for (var j = 0; j < bits.J; j++)
            {
                var row = bits.Row(j, k);
                for (var w = 0; w < row.Length; w++)
                {
                    for (var word = row[w]; word != 0; word &= word - 1)
                    {
                        (x[at], y[at], z[at]) = ((w << 6) + BitOperations.TrailingZeroCount(word), j, k);
                        at++;
                    }
                }
            }
        }
    }

    // Node n at a depth has the n-th of equal parts of all points, so that no child needs to be pointed at.
    void Build(int node, int from, int to, int level)
    {
        var box = boxes[node] = Box.Around(x.AsSpan(from..to), y.AsSpan(from..to), z.AsSpan(from..to));
        if (level == depth)
        {
            return;
        }

        double di = (box.I1 - box.I0) * spacing.IMm, dj = (box.J1 - box.J0) * spacing.JMm, dk = (box.K1 - box.K0) * spacing.KMm;
        var middle = Start((2 * node) + 1, level + 1);
        Select(di >= dj && di >= dk ? x : dj >= dk ? y : z, from, to - 1, middle);
        Build(2 * node, from, middle, level + 1);
        Build((2 * node) + 1, middle, to, level + 1);
    }

    int Start(int node, int level) => (int)((long)x.Length * (node - (1 << level)) >> level);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    double Squared(in Box box, int i, int j, int k)
    {
        var di = Math.Max(Math.Max(box.I0 - i, i - box.I1), 0) * spacing.IMm;
        var dj = Math.Max(Math.Max(box.J0 - j, j - box.J1), 0) * spacing.JMm;
        var dk = Math.Max(Math.Max(box.K0 - k, k - box.K1), 0) * spacing.KMm;
        return (di * di) + ((dj * dj) + (dk * dk));
    }

    void Look(int leaf, int i, int j, int k, ref double best, ref int found)
    {
        var (n, end) = (Start(leaf + (1 << depth), depth), Start(leaf + 1 + (1 << depth), depth));
        for (; n + 4 <= end; n += 4)
        {
            var dx = (Vector256.LoadUnsafe(ref x[n]) - Vector256.Create((double)i)) * spacing.IMm;
            var dy = (Vector256.LoadUnsafe(ref y[n]) - Vector256.Create((double)j)) * spacing.JMm;
            var dz = (Vector256.LoadUnsafe(ref z[n]) - Vector256.Create((double)k)) * spacing.KMm;
            var squared = (dx * dx) + ((dy * dy) + (dz * dz));
            if (Vector256.LessThanAny(squared, Vector256.Create(best)))
            {
                for (var c = 0; c < 4; c++)
                {
                    if (squared[c] < best)
                    {
                        (best, found) = (squared[c], n + c);
                    }
                }
            }
        }

        for (; n < end; n++)
        {
            double dx = (x[n] - i) * spacing.IMm, dy = (y[n] - j) * spacing.JMm, dz = (z[n] - k) * spacing.KMm;
            var squared = (dx * dx) + ((dy * dy) + (dz * dz));
            if (squared < best)
            {
                (best, found) = (squared, n);
            }
        }
    }

    // Hoare's selection by one coordinate; points move as triples.
    void Select(double[] along, int from, int to, int target)
    {
        while (from < to)
        {
            var pivot = along[(from + to) >> 1];
            var (i, j) = (from, to);
            while (i <= j)
            {
                while (along[i] < pivot)
                {
                    i++;
                }

                while (along[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (x[i], x[j], y[i], y[j], z[i], z[j]) = (x[j], x[i], y[j], y[i], z[j], z[i]);
                    i++;
                    j--;
                }
            }

            if (target > j && target < i)
            {
                return;
            }

            (from, to) = target <= j ? (from, j) : (i, to);
        }
    }

    readonly record struct Box(int I0, int I1, int J0, int J1, int K0, int K1)
    {
        public static Box Around(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z)
        {
            var ((i0, i1), (j0, j1), (k0, k1)) = (Range(x), Range(y), Range(z));
            return new(i0, i1, j0, j1, k0, k1);
        }

        static (int Low, int High) Range(ReadOnlySpan<double> values)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (var value in values)
            {
                low = value < low ? value : low;
                high = value > high ? value : high;
            }

            return ((int)low, (int)high);
        }
    }
}
