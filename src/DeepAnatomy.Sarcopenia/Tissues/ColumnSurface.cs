namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>The outline of the vertebral bodies and discs: around the body's centre, the fall from bone (or disc) to what surrounds it.</summary>
static class ColumnSurface
{
    const int Angles = 60;
    const double StepMm = 1, FirstMm = 12, LastMm = 40;
    const double UsualMm = 23, UsualSpreadMm = 8;

    public static PolarSurface Find(WorkingImage image, SpineFrame frame, CancellationToken cancel)
    {
        var centres = new (double XMm, double YMm)[frame.Slices];
        for (var k = 0; k < centres.Length; k++)
        {
            centres[k] = frame.Has(k) ? frame.ToSlice(k, 0, -frame.BodyDistanceMm(k)) : default;
        }

        var surface = new PolarSurface(centres, Angles);
        var depths = (int)((LastMm - FirstMm) / StepMm);
        var cost = new float[frame.Slices * Angles * depths];
        Parallel.For(0, frame.Slices, new ParallelOptions { CancellationToken = cancel }, k =>
        {
            if (frame.Has(k))
            {
                Cost(image, frame, surface, k, depths, cost);
            }
        });
        var step = new float[Angles];
        Array.Fill(step, 0.35f);
        var depth = SurfaceSearch.Find(cost, frame.Slices, Angles, depths, closed: true, step, step);
        for (var n = 0; n < depth.Length; n++)
        {
            surface.RadiiMm[n] = frame.Has(n / Angles) ? (float)(FirstMm + (depth[n] * StepMm)) : 0;
        }

        return surface;
    }

    static void Cost(WorkingImage image, SpineFrame frame, PolarSurface surface, int k, int depths, float[] cost)
    {
        var (cx, cy) = surface.Centres[k];
        Span<float> hu = stackalloc float[depths + 4];
        for (var a = 0; a < Angles; a++)
        {
            var (dx, dy) = surface.Directions[a];
            for (var n = 0; n < hu.Length; n++)
            {
                var r = FirstMm + ((n - 2) * StepMm);
                hu[n] = image.At(k, cx + (r * dx), cy + (r * dy));
            }

            var (_, v) = frame.ToFrame(k, cx + dx, cy + dy);
            var back = v + frame.BodyDistanceMm(k);
            var farthest = back > 0.3 ? (frame.BodyDistanceMm(k) - 5) / back : LastMm;
            var target = cost.AsSpan(((k * Angles) + a) * depths, depths);
            var fat = 0f;
            for (var d = 0; d < depths; d++)
            {
                var r = FirstMm + (d * StepMm);
                var fall = Math.Clamp((hu[d + 1] + hu[d] - hu[d + 3] - hu[d + 4 > hu.Length - 1 ? d + 3 : d + 4]) / 2, -50, 200) / 50;
                var far = (r - UsualMm) / UsualSpreadMm;
                fat += Attenuation.Fatness(hu[d + 2]);
                target[d] = (float)((0.4 * far * far) + fat - fall + (r > farthest ? 4 : 0));
            }
        }
    }
}
