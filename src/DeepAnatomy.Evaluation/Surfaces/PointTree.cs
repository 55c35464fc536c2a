using System.Numerics;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>A k-d tree over the set bits of a mask, in millimetres; for queries that are far from every bit.</summary>
sealed class PointTree
{
    const int LeafSize = 8;
    readonly int[] points;
    readonly Spacing spacing;
    readonly int count;
    readonly BitPlace low;
    readonly BitPlace high;

    public PointTree(BitMask bits, Spacing spacing)
    {
        this.spacing = spacing;
        List<int> found = [];
        for (var k = 0; k < bits.K; k++)
        {
            for (var j = 0; j < bits.J; j++)
            {
                var row = bits.Row(j, k);
                for (var w = 0; w < row.Length; w++)
                {
                    for (var word = row[w]; word != 0; word &= word - 1)
                    {
                        found.Add((w << 6) + BitOperations.TrailingZeroCount(word));
                        found.Add(j);
                        found.Add(k);
                    }
                }
            }
        }

        points = [.. found];
        count = points.Length / 3;
        (low, high) = Bounds();
        Build(0, count, 0);
    }

    /// <summary>Squared distance in mm² to the nearest point that is nearer than <paramref name="best"/>; else <paramref name="best"/> itself.</summary>
    public double SquaredMm(int i, int j, int k, double best, ref BitPlace nearest)
    {
        var found = -1;
        Search(0, count, 0, new(i, j, k), new(Outside(i, low.I, high.I) * spacing.IMm, Outside(j, low.J, high.J) * spacing.JMm, Outside(k, low.K, high.K) * spacing.KMm), ref best, ref found);
        if (found >= 0)
        {
            nearest = new(points[3 * found], points[(3 * found) + 1], points[(3 * found) + 2]);
        }

        return best;
    }

    static int Outside(int at, int low, int high) => at < low ? low - at : at > high ? at - high : 0;

    (BitPlace Low, BitPlace High) Bounds()
    {
        int[] low = [int.MaxValue, int.MaxValue, int.MaxValue], high = [0, 0, 0];
        for (var n = 0; n < points.Length; n++)
        {
            low[n % 3] = Math.Min(low[n % 3], points[n]);
            high[n % 3] = Math.Max(high[n % 3], points[n]);
        }

        return (new(low[0], low[1], low[2]), new(high[0], high[1], high[2]));
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

    // The gaps are how far the query lies outside the node along each axis (Arya and Mount 1993): no point of the node is nearer than all of them together.
    void Search(int from, int to, int axis, BitPlace query, Gaps gaps, ref double best, ref int found)
    {
        if (to - from <= LeafSize)
        {
            for (var n = from; n < to; n++)
            {
                Look(n, query, ref best, ref found);
            }

            return;
        }

        var middle = (from + to) / 2;
        Look(middle, query, ref best, ref found);
        var at = points[(3 * middle) + axis];
        var gap = axis switch { 0 => (query.I - at) * spacing.IMm, 1 => (query.J - at) * spacing.JMm, _ => (query.K - at) * spacing.KMm };
        var next = axis == 2 ? 0 : axis + 1;
        var (nearFrom, nearTo, farFrom, farTo) = gap < 0 ? (from, middle, middle + 1, to) : (middle + 1, to, from, middle);
        Search(nearFrom, nearTo, next, query, gaps, ref best, ref found);
        var beyond = gaps.With(axis, Math.Abs(gap));
        if (beyond.Squared < best)
        {
            Search(farFrom, farTo, next, query, beyond, ref best, ref found);
        }
    }

    void Look(int n, BitPlace query, ref double best, ref int found)
    {
        double x = (points[3 * n] - query.I) * spacing.IMm, y = (points[(3 * n) + 1] - query.J) * spacing.JMm, z = (points[(3 * n) + 2] - query.K) * spacing.KMm;
        var squared = (x * x) + ((y * y) + (z * z));
        if (squared < best)
        {
            (best, found) = (squared, n);
        }
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

    readonly record struct Gaps(double I, double J, double K)
    {
        public double Squared => (I * I) + (J * J) + (K * K);

        public Gaps With(int axis, double gap) => axis switch { 0 => new(gap, J, K), 1 => new(I, gap, K), _ => new(I, J, gap) };
    }
}
