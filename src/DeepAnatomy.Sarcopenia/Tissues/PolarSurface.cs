namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>A closed surface around an axis: in every working slice a distance (mm) from a centre for each of equally spaced angles.</summary>
/// <remarks>Angle 0 points to the patient's left (+x), a quarter turn to the back (+y).</remarks>
sealed class PolarSurface
{
    public PolarSurface((double XMm, double YMm)[] centres, int angles)
    {
        (Centres, Angles, RadiiMm) = (centres, angles, new float[centres.Length * angles]);
        Directions = new (double, double)[angles];
        for (var a = 0; a < angles; a++)
        {
            Directions[a] = (Math.Cos(2 * Math.PI * a / angles), Math.Sin(2 * Math.PI * a / angles));
        }
    }

    public (double XMm, double YMm)[] Centres { get; }

    public int Angles { get; }

    /// <summary>Unit vectors of the angles.</summary>
    public (double X, double Y)[] Directions { get; }

    /// <summary>Distance from the centre in slice k at angle a: index k · angles + a.</summary>
    public float[] RadiiMm { get; }

    public int Slices => Centres.Length;

    /// <summary>The distance of the surface in a direction, linear between angles.</summary>
    public float RadiusAt(int k, double dxMm, double dyMm)
    {
        var turn = Math.Atan2(dyMm, dxMm) / (2 * Math.PI) * Angles;
        turn = turn < 0 ? turn + Angles : turn;
        var a = (int)turn;
        var f = (float)(turn - a);
        a %= Angles;
        var first = RadiiMm[(k * Angles) + a];
        return first + (f * (RadiiMm[(k * Angles) + ((a + 1) % Angles)] - first));
    }

    /// <summary>HU along the ray of an angle, from a distance on, at the middles of steps (negative: towards the centre).</summary>
    public void Sample(WorkingImage image, int k, int a, double startMm, double stepMm, Span<float> hu)
    {
        var (cx, cy) = Centres[k];
        var (dx, dy) = Directions[a];
        for (var n = 0; n < hu.Length; n++)
        {
            var r = Math.Max(0, startMm + ((n + 0.5) * stepMm));
            hu[n] = image.At(k, cx + (r * dx), cy + (r * dy));
        }
    }

    /// <summary>Bridges narrow inward notches: the closing of the radius over a window of angles, where it may differ per angle.</summary>
    /// <param name="reach">For every angle: angles to each side that the window spans.</param>
    public void BridgeNotches(int[] reach)
    {
        Parallel.For(0, Slices, k =>
        {
            var row = RadiiMm.AsSpan(k * Angles, Angles);
            var widest = new float[Angles];
            for (var a = 0; a < Angles; a++)
            {
                widest[a] = Extreme(row, a, reach[a], largest: true);
            }

            for (var a = 0; a < Angles; a++)
            {
                row[a] = Math.Max(row[a], Extreme(widest, a, reach[a], largest: false));
            }
        });
    }

    static float Extreme(ReadOnlySpan<float> values, int at, int reach, bool largest)
    {
        var extreme = values[at];
        for (var n = -reach; n <= reach; n++)
        {
            var value = values[(at + n + values.Length) % values.Length];
            extreme = largest ? Math.Max(extreme, value) : Math.Min(extreme, value);
        }

        return extreme;
    }

    /// <summary>Median over a window of angles (2·reach + 1) of every slice: takes out single outliers and keeps corners.</summary>
    public void MedianOverAngles(int reach)
    {
        Parallel.For(0, Slices, k =>
        {
            var row = RadiiMm.AsSpan(k * Angles, Angles);
            var copy = row.ToArray();
            Span<float> window = stackalloc float[(2 * reach) + 1];
            for (var a = 0; a < Angles; a++)
            {
                for (var n = 0; n < window.Length; n++)
                {
                    window[n] = copy[(a + n - reach + Angles) % Angles];
                }

                window.Sort();
                row[a] = window[reach];
            }
        });
    }
}
