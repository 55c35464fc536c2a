using DeepAnatomy.Evaluation.Surfaces;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Tests.Surfaces;

/// <summary>The definitions written down as plainly as can be: every neighbour looked at, every pair of points measured.</summary>
static class BruteForce
{
    public static bool At(Volume<ushort> v, int i, int j, int k, Exterior exterior) =>
        v.Shape.Contains(i, j, k) ? v[i, j, k] == 1 : exterior == Exterior.Foreground;

    public static List<(int I, int J, int K)> Border(Volume<ushort> v, SurfaceKind kind, Exterior exterior, bool isFlat)
    {
        List<(int, int, int)> border = [];
        ForEach(v.Shape, (i, j, k) =>
        {
            var isInner = v[i, j, k] == 1;
            for (var n = 0; n < 27 && isInner; n++)
            {
                var (di, dj, dk) = ((n % 3) - 1, (n / 3 % 3) - 1, (n / 9) - 1);
                var steps = Math.Abs(di) + Math.Abs(dj) + Math.Abs(dk);
                if ((kind == SurfaceKind.VertexVoxels || steps == 1) && !(isFlat && dk != 0))
                {
                    isInner = At(v, i + di, j + dj, k + dk, exterior);
                }
            }

            if (v[i, j, k] == 1 && !isInner)
            {
                border.Add((i, j, k));
            }
        });
        return border;
    }

    /// <summary>Corners of the lattice with a mixed neighbourhood, and their codes.</summary>
    public static List<(int I, int J, int K, int Code)> Surfels(Volume<ushort> v)
    {
        List<(int, int, int, int)> corners = [];
        ForEach(new Shape(v.Shape.I + 1, v.Shape.J + 1, v.Shape.K + 1), (i, j, k) =>
        {
            var code = 0;
            for (var c = 0; c < 8; c++)
            {
                code = (code << 1) | (At(v, i - 1 + (c >> 2), j - 1 + ((c >> 1) & 1), k - 1 + (c & 1), Exterior.Background) ? 1 : 0);
            }

            if (code is not (0 or 255))
            {
                corners.Add((i, j, k, code));
            }
        });
        return corners;
    }

    public static double NearestMm((int I, int J, int K) from, IEnumerable<(int I, int J, int K)> to, Spacing s) =>
        to.Min(t => Math.Sqrt(Square((t.I - from.I) * s.IMm) + Square((t.J - from.J) * s.JMm) + Square((t.K - from.K) * s.KMm)));

    static double Square(double x) => x * x;

    static void ForEach(Shape shape, Action<int, int, int> visit)
    {
        for (var k = 0; k < shape.K; k++)
        {
            for (var j = 0; j < shape.J; j++)
            {
                for (var i = 0; i < shape.I; i++)
                {
                    visit(i, j, k);
                }
            }
        }
    }
}
