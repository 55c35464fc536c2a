namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>The outside of the rib cage: muscle outside of it is abdominal wall, between and inside the ribs it is not.</summary>
static class CageSurface
{
    const double BetweenRibsMm = 20, BetweenRibsDegrees = 6;

    public static PolarSurface Find(WorkingImage image, WallSurfaces walls, SpineFrame frame, CancellationToken cancel)
    {
        var (slices, angles) = (walls.Fascia.Slices, walls.Fascia.Angles);
        var cage = new PolarSurface(walls.Fascia.Centres, angles);
        var bone = new float[slices * angles];
        Parallel.For(0, slices, new ParallelOptions { CancellationToken = cancel }, k =>
        {
            for (var a = 0; a < angles && frame.Has(k) && frame.Level[k] < 2.6; a++)
            {
                bone[(k * angles) + a] = Outermost(image, walls, k, a);
            }
        });
        var reach = Math.Max(1, (int)Math.Round(BetweenRibsMm / image.Spacing.KMm));
        var turn = (int)(BetweenRibsDegrees * angles / 360);
        Parallel.For(0, slices, k =>
        {
            for (var a = 0; a < angles; a++)
            {
                var (sum, count, above, below) = (0f, 0, false, false);
                for (var m = Math.Max(0, k - reach); m <= Math.Min(slices - 1, k + reach); m++)
                {
                    for (var d = -turn; d <= turn; d += 3)
                    {
                        var depth = bone[(m * angles) + ((a + d + angles) % angles)];
                        (sum, count) = depth > 0 ? (sum + depth, count + 1) : (sum, count);
                        above |= depth > 0 && m >= k;
                        below |= depth > 0 && m <= k;
                    }
                }

                // Below the last rib there is no cage. The mean distance of the ribs from the fascia near by, as a radius here.
                cage.RadiiMm[(k * angles) + a] = count > 2 && above && below ? Math.Max(0, walls.Fascia.RadiiMm[(k * angles) + a] - (sum / count)) : 0;
            }
        });
        return cage;
    }

    /// <summary>How far under the fascia the first bone of the wall lies, mm; 0 when there is none.</summary>
    static float Outermost(WorkingImage image, WallSurfaces walls, int k, int a)
    {
        var n = (k * walls.Fascia.Angles) + a;
        var (fascia, inner) = (walls.Fascia.RadiiMm[n], walls.Inner.RadiiMm[n]);
        var (cx, cy) = walls.Fascia.Centres[k];
        var (dx, dy) = walls.Fascia.Directions[a];
        for (var r = fascia; r > inner - 3; r -= 1.5f)
        {
            if (image.At(k, cx + (r * dx), cy + (r * dy)) > Attenuation.BoneHu)
            {
                return Math.Max(0.1f, fascia - r);
            }
        }

        return 0;
    }
}
