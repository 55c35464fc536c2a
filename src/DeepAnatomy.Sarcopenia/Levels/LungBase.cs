namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>The lowest slice with air-filled lung beside the spine.</summary>
static class LungBase
{
    // Aerated lung at −900 … −550 HU; gas in the bowel is darker and lies in front of the spine.
    const short LeastHu = -950, MostHu = -550;
    const double LeastMm2 = 150;

    /// <summary>The slice (search grid), or null when no lung is seen.</summary>
    public static int? Find(SearchGrid grid, CanalCourse canal)
    {
        for (var z = canal.FirstZ; z <= canal.LastZ; z++)
        {
            if (AreaMm2(grid, canal, z) > LeastMm2 && AreaMm2(grid, canal, Math.Min(grid.Z - 1, z + 3)) > LeastMm2)
            {
                return z;
            }
        }

        return null;
    }

    // From 15 to 110 mm beside the canal, from 30 mm in front of it to 40 mm behind it.
    static double AreaMm2(SearchGrid grid, CanalCourse canal, int z)
    {
        var (cx, cy) = (canal.X[Math.Min(z, canal.LastZ)], canal.Y[Math.Min(z, canal.LastZ)]);
        var count = 0;
        for (var y = (int)Math.Max(0, cy - 15); y <= Math.Min(grid.Y - 1, cy + 20); y++)
        {
            for (var x = (int)Math.Max(0, cx - 55); x <= Math.Min(grid.X - 1, cx + 55); x++)
            {
                var hu = grid.Hu[(z * grid.SliceCount) + (y * grid.X) + x];
                count += Math.Abs(x - cx) >= 7 && hu is >= LeastHu and <= MostHu ? 1 : 0;
            }
        }

        return count * SearchGrid.StepMm * SearchGrid.StepMm;
    }
}
