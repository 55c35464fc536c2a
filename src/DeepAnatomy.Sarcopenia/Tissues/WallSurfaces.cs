using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>The shells of the trunk around a common axis: skin, outer muscle fascia, inner surface of the wall.</summary>
sealed class WallSurfaces
{
    const int Angles = 360;
    const double StepMm = 1.5;

    /// <summary>Deepest subcutaneous fat that is looked for.</summary>
    const double DeepestMm = 150;

    WallSurfaces(PolarSurface skin, PolarSurface fascia, PolarSurface bridged, PolarSurface inner, bool[] present) =>
        (Skin, Fascia, Bridged, Inner, Present) = (skin, fascia, bridged, inner, present);

    public PolarSurface Skin { get; }

    public PolarSurface Fascia { get; }

    /// <summary>The fascia straight across the gaps between muscles at the side of the back.</summary>
    public PolarSurface Bridged { get; }

    public PolarSurface Inner { get; }

    /// <summary>Whether the slice holds a body.</summary>
    public bool[] Present { get; }

    public static WallSurfaces Find(WorkingImage image, Volume<byte> body, SpineFrame frame, CancellationToken cancel)
    {
        var (centres, present) = Centres(image, body);
        var skin = new PolarSurface(centres, Angles);
        Parallel.For(0, image.Shape.K, new ParallelOptions { CancellationToken = cancel }, k => TraceSkin(image, body, skin, k));
        var fascia = FindFascia(image, skin, present, cancel);
        var inner = InnerSurface.Find(image, fascia, frame, present, cancel);
        return new(skin, fascia, BridgeLumbarTriangle(fascia), inner, present);
    }

    static ((double XMm, double YMm)[] Centres, bool[] Present) Centres(WorkingImage image, Volume<byte> body)
    {
        var shape = image.Shape;
        var centres = new (double XMm, double YMm)[shape.K];
        var present = new bool[shape.K];
        var last = (0.5 * shape.I * image.Spacing.IMm, 0.5 * shape.J * image.Spacing.JMm);
        for (var k = 0; k < shape.K; k++)
        {
            double x = 0, y = 0, count = 0;
            var slice = body.Slice(k);
            for (int j = 0, n = 0; j < shape.J; j++)
            {
                for (var i = 0; i < shape.I; i++, n++)
                {
                    (x, y, count) = slice[n] != 0 ? (x + i, y + j, count + 1) : (x, y, count);
                }
            }

            present[k] = count * image.Spacing.PixelMm2 > 5000;
            last = present[k] ? (x / count * image.Spacing.IMm, y / count * image.Spacing.JMm) : last;
            centres[k] = last;
        }

        return (Smoothed(centres, (int)Math.Ceiling(15 / image.Spacing.KMm)), present);
    }

    static (double, double)[] Smoothed((double X, double Y)[] centres, int reach)
    {
        var smooth = new (double, double)[centres.Length];
        for (var k = 0; k < centres.Length; k++)
        {
            var part = centres[Math.Max(0, k - reach)..Math.Min(centres.Length, k + reach + 1)];
            smooth[k] = (part.Average(c => c.X), part.Average(c => c.Y));
        }

        return smooth;
    }

    static void TraceSkin(WorkingImage image, Volume<byte> body, PolarSurface skin, int k)
    {
        var (cx, cy) = skin.Centres[k];
        var slice = body.Slice(k);
        var shape = image.Shape;
        var reach = (shape.I * image.Spacing.IMm) + (shape.J * image.Spacing.JMm);
        for (var a = 0; a < skin.Angles; a++)
        {
            var (dx, dy) = skin.Directions[a];
            var farthest = 0.0;
            for (var r = 0.0; r < reach; r += 1)
            {
                int i = (int)Math.Round((cx + (r * dx)) / image.Spacing.IMm), j = (int)Math.Round((cy + (r * dy)) / image.Spacing.JMm);
                if ((uint)i >= (uint)shape.I || (uint)j >= (uint)shape.J)
                {
                    break;
                }

                farthest = slice[(j * shape.I) + i] != 0 ? r : farthest;
            }

            skin.RadiiMm[(k * skin.Angles) + a] = (float)farthest;
        }
    }

    static PolarSurface FindFascia(WorkingImage image, PolarSurface skin, bool[] present, CancellationToken cancel)
    {
        var depths = (int)(DeepestMm / StepMm);
        var cost = new float[skin.Slices * Angles * depths];
        Parallel.For(0, skin.Slices, new ParallelOptions { CancellationToken = cancel }, k =>
        {
            if (present[k])
            {
                FasciaCost(image, skin, k, depths, cost);
            }
        });
        var (angleStep, sliceStep) = (new float[Angles], new float[Angles]);
        for (var a = 0; a < Angles; a++)
        {
            var back = Math.Max(0, skin.Directions[a].Y);
            angleStep[a] = (float)(StepMm * (0.5 - (0.35 * back)));
            sliceStep[a] = (float)(StepMm * 0.4);
        }

        var depth = SurfaceSearch.Find(cost, skin.Slices, Angles, depths, closed: true, angleStep, sliceStep);
        var fascia = new PolarSurface(skin.Centres, Angles);
        for (var n = 0; n < depth.Length; n++)
        {
            fascia.RadiiMm[n] = Math.Max(0, skin.RadiiMm[n] - (float)(depth[n] * StepMm));
        }

        fascia.MedianOverAngles(2);
        BridgeLineaAlba(fascia, skin);
        return fascia;
    }

    /// <summary>Between the rectus muscles only a thin aponeurosis parts the fat outside from the fat inside: the surface goes straight across.</summary>
    static void BridgeLineaAlba(PolarSurface fascia, PolarSurface skin)
    {
        const double widestDegrees = 14;
        Bridge(fascia, skin, y => y < -0.4 ? widestDegrees : 2);
    }

    /// <summary>Between the wall's muscles and the erector spinae the fascia that is found dips to the quadratus lumborum.</summary>
    static PolarSurface BridgeLumbarTriangle(PolarSurface fascia)
    {
        const double widestDegrees = 16;
        var bridged = new PolarSurface(fascia.Centres, Angles);
        fascia.RadiiMm.CopyTo(bridged.RadiiMm, 0);
        Bridge(bridged, null, y => y > 0.1 ? widestDegrees : 0);
        return bridged;
    }

    static void Bridge(PolarSurface fascia, PolarSurface? skin, Func<double, double> reachDegrees)
    {
        var reach = new int[Angles];
        for (var a = 0; a < Angles; a++)
        {
            reach[a] = (int)(reachDegrees(fascia.Directions[a].Y) * Angles / 360);
        }

        // Relative to the skin, so that the curve of the belly itself is no notch.
        for (var n = 0; skin is not null && n < fascia.RadiiMm.Length; n++)
        {
            fascia.RadiiMm[n] -= skin.RadiiMm[n];
        }

        fascia.BridgeNotches(reach);
        for (var n = 0; skin is not null && n < fascia.RadiiMm.Length; n++)
        {
            fascia.RadiiMm[n] += skin.RadiiMm[n];
        }
    }

    static void FasciaCost(WorkingImage image, PolarSurface skin, int k, int depths, float[] cost)
    {
        const double skinMm = 3, insideMm = 10;
        var inside = (int)(insideMm / StepMm);
        Span<float> fat = stackalloc float[depths + inside];
        for (var a = 0; a < Angles; a++)
        {
            var radius = skin.RadiiMm[(k * Angles) + a];
            Profile(image, skin, k, a, radius, -StepMm, fat);
            var within = 0f;
            for (var n = 0; n < inside; n++)
            {
                within += fat[n];
            }

            var outside = 0f;
            var target = cost.AsSpan(((k * Angles) + a) * depths, depths);
            for (var d = 0; d < depths; d++)
            {
                target[d] = (float)StepMm * (outside + (0.6f * within));
                outside += (1 - fat[d]) * (d * StepMm < skinMm ? 0.15f : 1);
                within += fat[d + inside] - fat[d];
            }
        }
    }

    static void Profile(WorkingImage image, PolarSurface at, int k, int a, double startMm, double stepMm, Span<float> fat)
    {
        at.Sample(image, k, a, startMm, stepMm, fat);
        for (var n = 0; n < fat.Length; n++)
        {
            fat[n] = Attenuation.Fatness(fat[n]);
        }
    }
}
