using System.Collections.Immutable;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>Draws the reformats of an explanation from the search grid.</summary>
static class ExplanationPictures
{
    const float DarkestHu = -150, BrightestHu = 450;

    /// <summary>Half the thickness of the slab that is averaged, voxels of the search grid.</summary>
    const int SlabReach = 2;

    /// <summary>Sagittal: columns are y, rows z from the head down; x follows the column.</summary>
    public static GreyPicture Sagittal(SearchGrid grid, ColumnLine line) => Draw(grid.Y, grid, (column, z, off) => grid.At(line.XAt(z) + off, column, z));

    /// <summary>Coronal: columns are x (the patient's right is left), rows z from the head down; y follows the column.</summary>
    public static GreyPicture Coronal(SearchGrid grid, ColumnLine line) => Draw(grid.X, grid, (column, z, off) => grid.At(column, line.YAt(z) + off, z));

    /// <summary>The straightened spine, sagittal through the column: front is left.</summary>
    public static GreyPicture Straight(StraightSpine spine, ColumnCourse column)
    {
        var rows = spine.Count;
        var width = (int)((StraightSpine.BackMm + StraightSpine.FrontMm) / StraightSpine.StepMm);
        var pixels = new byte[width * rows];
        for (var row = 0; row < rows; row++)
        {
            var s = rows - 1 - row;
            var plane = spine.Plane(s);
            for (var n = 0; n < width; n++)
            {
                var v = StraightSpine.IndexOfV(StraightSpine.FrontMm - n);
                var sum = 0f;
                for (var off = -SlabReach; off <= SlabReach; off++)
                {
                    sum += plane[(v * StraightSpine.U) + StraightSpine.IndexOfU(column.U[s] + (off * StraightSpine.PixelMm))];
                }

                pixels[(row * width) + n] = Grey(sum / ((2 * SlabReach) + 1));
            }
        }

        return new(width, rows, StraightSpine.StepMm, ImmutableArray.Create(pixels));
    }

    static GreyPicture Draw(int width, SearchGrid grid, Func<int, int, int, float> hu)
    {
        var pixels = new byte[width * grid.Z];
        Parallel.For(0, grid.Z, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var sum = 0f;
                for (var off = -SlabReach; off <= SlabReach; off++)
                {
                    sum += hu(column, grid.Z - 1 - row, off);
                }

                pixels[(row * width) + column] = Grey(sum / ((2 * SlabReach) + 1));
            }
        });
        return new(width, grid.Z, SearchGrid.StepMm, ImmutableArray.Create(pixels));
    }

    static byte Grey(float hu) => (byte)Math.Clamp((hu - DarkestHu) / (BrightestHu - DarkestHu) * 255, 0, 255);
}

/// <summary>The column's centre line by height; beyond its ends it goes straight up and down.</summary>
sealed class ColumnLine
{
    readonly double[] x, y;

    public ColumnLine(SearchGrid grid, StraightSpine spine, ColumnCourse column)
    {
        (x, y) = (new double[grid.Z], new double[grid.Z]);
        var centres = Enumerable.Range(0, spine.Count).Select(s => spine.Frames[s].At(column.U[s], column.V[s])).OrderBy(c => c.Z).ToArray();
        var n = 0;
        for (var z = 0; z < grid.Z; z++)
        {
            while (n < centres.Length - 1 && centres[n].Z < z)
            {
                n++;
            }

            (x[z], y[z]) = (centres[n].X, centres[n].Y);
        }
    }

    public double XAt(int z) => x[z];

    public double YAt(int z) => y[z];
}
