using System.Numerics;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>A k-d tree over the set bits of a mask, in millimetres; for queries that are far from every bit.</summary>
sealed class PointTree
{
    const int LeafSize = 8;
    readonly double[] points;
    readonly int count;

    public PointTree(BitMask bits, Spacing spacing)
    {
        List<double> found = [];
        for (var k = 0; k < bits.K; k++)
        {
            for (var j = 0; j < bits.J; j++)
            {
                var row = bits.Row(j, k);
                for (var w = 0; w < row.Length; w++)
                {
                    for (var word = row[w]; word != 0; word &= word - 1)
                    {
                        found.Add(((w << 6) + BitOperations.TrailingZeroCount(word)) * spacing.IMm);
                        found.Add(j * spacing.JMm);
                        found.Add(k * spacing.KMm);
                    }
                }
            }
        }

        points = [.. found];
        count = points.Length / 3;
        Build(0, count, 0);
    }

    /// <summary>Squared distance to the nearest point, at most <paramref name="bound"/>.</summary>
    public double SquaredMm(double x, double y, double z, double bound)
    {
        var best = bound;
        Search(0, count, 0, [x, y, z], ref best);
        return best;
    }

    void Build(int from, int to, int axis)
    {
        if (to - from <= LeafSize)
        {
            return;
        }

        var middle = (from + to) / 2;
        Select(from, to - 1, middle, axis);
        Build(from, middle, (axis + 1) % 3);
        Build(middle + 1, to, (axis + 1) % 3);
    }

    void Search(int from, int to, int axis, ReadOnlySpan<double> query, ref double best)
    {
        if (to - from <= LeafSize)
        {
            for (var n = from; n < to; n++)
            {
                best = Math.Min(best, Squared(n, query));
            }

            return;
        }

        var middle = (from + to) / 2;
        best = Math.Min(best, Squared(middle, query));
        var gap = query[axis] - points[(3 * middle) + axis];
        var next = (axis + 1) % 3;
        if (gap < 0)
        {
            Search(from, middle, next, query, ref best);
            if (gap * gap < best)
            {
                Search(middle + 1, to, next, query, ref best);
            }
        }
        else
        {
            Search(middle + 1, to, next, query, ref best);
            if (gap * gap < best)
            {
                Search(from, middle, next, query, ref best);
            }
        }
    }

    double Squared(int n, ReadOnlySpan<double> query)
    {
        double x = points[3 * n] - query[0], y = points[(3 * n) + 1] - query[1], z = points[(3 * n) + 2] - query[2];
        return (x * x) + (y * y) + (z * z);
    }

    // Hoare's selection by one coordinate; points move as triples.
    void Select(int from, int to, int target, int axis)
    {
        while (from < to)
        {
            var pivot = points[(3 * ((from + to) >> 1)) + axis];
            var (i, j) = (from, to);
            while (i <= j)
            {
                while (points[(3 * i) + axis] < pivot)
                {
                    i++;
                }

                while (points[(3 * j) + axis] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    Swap(i++, j--);
                }
            }

            if (target <= j)
            {
                to = j;
            }
            else if (target >= i)
            {
                from = i;
            }
            else
            {
                return;
            }
        }
    }

    void Swap(int a, int b)
    {
        for (var c = 0; c < 3; c++)
        {
            (points[(3 * a) + c], points[(3 * b) + c]) = (points[(3 * b) + c], points[(3 * a) + c]);
        }
    }
}
