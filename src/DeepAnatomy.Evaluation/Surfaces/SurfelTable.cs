using System.Numerics;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>The area of the surface that passes between the eight voxels around a corner, for each of the 256 ways in which they can be set.</summary>
/// <remarks>
/// Bit (4a + 2b + c), counted from the highest, is the voxel at +a along i, +b along j, +c along k. The surface is that of marching cubes with edge midpoints:
/// the smaller side of the eight voxels falls into groups that touch by faces, and each group is cut off by itself. Triangle areas are |n ∘ (sⱼsₖ, sᵢsₖ, sᵢsⱼ)|
/// with the triangles' normals n listed below by the form of the group; this reproduces the surfels of google-deepmind/surface-distance.
/// </remarks>
static class SurfelTable
{
    /// <summary>Areas in mm² for all 256 codes.</summary>
    public static double[] Areas(double iMm, double jMm, double kMm)
    {
        var areas = new double[256];
        double[] face = [jMm * kMm, iMm * kMm, iMm * jMm];
        for (var code = 1; code < 255; code++)
        {
            var small = BitOperations.PopCount((uint)code) <= 4 ? code : 255 - code;
            foreach (var group in Groups(small))
            {
                foreach (var normal in Normals(group))
                {
                    areas[code] += Math.Sqrt(Enumerable.Range(0, 3).Sum(a => normal[a] * face[a] * normal[a] * face[a]));
                }
            }
        }

        return areas;
    }

    // Corners are numbers 4a + 2b + c; corners that touch by a face differ in one bit.
    static List<List<int>> Groups(int code)
    {
        var open = Enumerable.Range(0, 8).Where(c => (code & (128 >> c)) != 0).ToList();
        List<List<int>> groups = [];
        while (open.Count > 0)
        {
            List<int> group = [open[0]];
            open.RemoveAt(0);
            for (var n = 0; n < group.Count; n++)
            {
                foreach (var neighbour in open.Where(c => BitOperations.PopCount((uint)(c ^ group[n])) == 1).ToArray())
                {
                    group.Add(neighbour);
                    open.Remove(neighbour);
                }
            }

            groups.Add(group);
        }

        return groups;
    }

    static double[][] Normals(List<int> group)
    {
        const double E = 0.125, Q = 0.25, H = 0.5, T = 0.375;
        int[] along = [.. Enumerable.Range(0, 3).Select(axis => Edges(group).Count(e => (e.A ^ e.B) == 4 >> axis))];
        switch (group.Count)
        {
            case 1:
                return [[E, E, E]];
            case 2:
                var rectangle = Without(Q, Array.IndexOf(along, 1));
                return [rectangle, rectangle];
            case 3:
                return [Only(H, Array.IndexOf(along, 0)), [Q, Q, Q], [E, E, E]];
            case 4 when along.Max() == 2:
                var half = Only(H, Array.IndexOf(along, 0));
                return [half, half];
            case 4 when group.Any(c => Degree(group, c) == 3):
                return [[E, E, E], [Q, Q, Q], [Q, Q, Q], [E, E, E]];
            default:
                // A chain of three edges along three axes: a twisted hexagon.
                var (a, b) = Edges(group).First(e => Degree(group, e.A) == 2 && Degree(group, e.B) == 2);
                var middle = 2 - BitOperations.Log2((uint)(a ^ b));
                return [[T, T, T], Without(Q, (middle + 1) % 3), Without(Q, (middle + 2) % 3), [E, E, E]];
        }
    }

    static IEnumerable<(int A, int B)> Edges(List<int> group) =>
        from a in @group from b in @group where a < b && BitOperations.PopCount((uint)(a ^ b)) == 1 select (a, b);

    static int Degree(List<int> group, int corner) => group.Count(c => BitOperations.PopCount((uint)(c ^ corner)) == 1);

    static double[] Only(double value, int axis) => [.. Enumerable.Range(0, 3).Select(n => n == axis ? value : 0)];

    static double[] Without(double value, int axis) => [.. Enumerable.Range(0, 3).Select(n => n == axis ? 0 : value)];
}
