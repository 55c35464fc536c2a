namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>What changes along the spine with the rhythm of vertebrae and discs; one value per plane of the straightened spine.</summary>
sealed class SpineProfile
{
    SpineProfile(int count) => (BodyHu, PedicleHu) = (new double[count], new double[count]);

    /// <summary>Mean HU of the inner column: end plates are peaks, discs lie between two of them.</summary>
    public double[] BodyHu { get; }

    /// <summary>Mean of left and right of the brightest bridge between body and arch: high at the pedicles, low at the foramina, which lie at the discs.</summary>
    public double[] PedicleHu { get; }

    public static SpineProfile Of(StraightSpine spine, ColumnCourse column, CancellationToken cancellation)
    {
        var profile = new SpineProfile(spine.Count);
        Parallel.For(0, spine.Count, s =>
        {
            cancellation.ThrowIfCancellationRequested();
            profile.BodyHu[s] = InnerColumn(spine.Plane(s), column.U[s], column.V[s], column.HalfDepthMm[s]);
            var backWall = column.V[s] - column.HalfDepthMm[s];
            profile.PedicleHu[s] = (Bridge(spine.Plane(s), backWall, +1) + Bridge(spine.Plane(s), backWall, -1)) / 2;
        });
        return profile;
    }

    static double InnerColumn(ReadOnlySpan<short> plane, double uMm, double vMm, double halfDepthMm)
    {
        var (sum, count) = (0.0, 0);
        for (var v = StraightSpine.IndexOfV(vMm - halfDepthMm); v <= StraightSpine.IndexOfV(vMm + halfDepthMm); v++)
        {
            for (var u = StraightSpine.IndexOfU(uMm - (1.35 * halfDepthMm)); u <= StraightSpine.IndexOfU(uMm + (1.35 * halfDepthMm)); u++)
            {
                var du = ((u * StraightSpine.PixelMm) - StraightSpine.SideMm - uMm) / ColumnCourse.WidthToDepth;
                var dv = (v * StraightSpine.PixelMm) - StraightSpine.BackMm - vMm;
                if ((du * du) + (dv * dv) <= 0.49 * halfDepthMm * halfDepthMm)
                {
                    sum += Math.Clamp((int)plane[(v * StraightSpine.U) + u], -100, 500);
                    count++;
                }
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    // The brightest column, 8–22 mm to one side, of the mean over the 6 mm behind the body's back wall.
    static double Bridge(ReadOnlySpan<short> plane, double backWallMm, int side)
    {
        var best = double.MinValue;
        for (var mm = 8.0; mm <= 22; mm += StraightSpine.PixelMm)
        {
            var u = StraightSpine.IndexOfU(side * mm);
            var (sum, count) = (0.0, 0);
            for (var v = StraightSpine.IndexOfV(backWallMm - 6); v <= StraightSpine.IndexOfV(backWallMm); v++)
            {
                sum += Math.Clamp((int)plane[(v * StraightSpine.U) + u], -100, 400);
                count++;
            }

            best = Math.Max(best, sum / count);
        }

        return best;
    }
}
