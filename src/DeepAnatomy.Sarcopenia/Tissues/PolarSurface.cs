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
