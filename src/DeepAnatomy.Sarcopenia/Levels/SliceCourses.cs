using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>The courses of canal and column, brought from the search grid to the slices of the scan.</summary>
sealed class SliceCourses
{
    static readonly (double I, double J) None = (double.NaN, double.NaN);

    public SliceCourses(Grid scan, SearchGrid grid, CanalCourse canal, StraightSpine straight, ColumnCourse column)
    {
        var centres = Enumerable.Range(0, straight.Count).Select(s => straight.Frames[s].At(column.U[s], column.V[s])).ToArray();
        var (canals, columns) = (new (double, double)[scan.Shape.K], new (double, double)[scan.Shape.K]);
        for (var k = 0; k < scan.Shape.K; k++)
        {
            var z = grid.FromVoxelK(k);
            (canals[k], columns[k]) = (None, None);
            if (z < canal.FirstZ - 0.5 || z > canal.LastZ + 0.5)
            {
                continue;
            }

            var (x, y) = (Between(canal.X, z, canal), Between(canal.Y, z, canal));
            canals[k] = ToVoxel(grid, x, y);
            var (columnX, columnY) = AtHeight(centres, straight, z, x, y);
            columns[k] = ToVoxel(grid, columnX, columnY);
        }

        (Canal, Column) = ([.. canals], [.. columns]);
    }

    public ImmutableArray<(double I, double J)> Canal { get; }

    public ImmutableArray<(double I, double J)> Column { get; }

    static (double I, double J) ToVoxel(SearchGrid grid, double x, double y)
    {
        var (i, j, _) = grid.ToVoxel(x, y, 0);
        return (i, j);
    }

    static double Between(double[] course, double z, CanalCourse canal)
    {
        var clamped = Math.Clamp(z, canal.FirstZ, canal.LastZ);
        var n = Math.Min((int)clamped, canal.LastZ - 1);
        return course[n] + ((clamped - n) * (course[n + 1] - course[n]));
    }

    // Where the column's centre line crosses a height; beyond its ends it stays as far from the canal as at the end.
    static (double X, double Y) AtHeight((double X, double Y, double Z)[] centres, StraightSpine straight, double z, double canalX, double canalY)
    {
        for (var s = 1; s < centres.Length; s++)
        {
            var (a, b) = (centres[s - 1], centres[s]);
            if ((a.Z <= z && z <= b.Z) || (b.Z <= z && z <= a.Z))
            {
                var f = Math.Abs(b.Z - a.Z) < 1e-9 ? 0 : (z - a.Z) / (b.Z - a.Z);
                return (a.X + (f * (b.X - a.X)), a.Y + (f * (b.Y - a.Y)));
            }
        }

        var end = z < centres[0].Z ? 0 : centres.Length - 1;
        return (canalX + centres[end].X - straight.Frames[end].X, canalY + centres[end].Y - straight.Frames[end].Y);
    }
}
