namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>A smooth function through key values (cubic Hermite, monotone between keys after Fritsch and Carlson), constant beyond the ends.</summary>
sealed class Curve
{
    readonly double[] at;
    readonly double[] value;
    readonly double[] slope;

    /// <summary>Creates a curve; the keys must rise.</summary>
    public Curve(params ReadOnlySpan<(double At, double Value)> keys)
    {
        (at, value, slope) = (new double[keys.Length], new double[keys.Length], new double[keys.Length]);
        for (var n = 0; n < keys.Length; n++)
        {
            (at[n], value[n]) = keys[n];
            if (n > 0 && !(at[n] > at[n - 1]))
            {
                throw new ArgumentException("The keys of a curve must rise.", nameof(keys));
            }
        }

        for (var n = 1; n < keys.Length - 1; n++)
        {
            var (before, after) = (Secant(n - 1), Secant(n));
            slope[n] = before * after <= 0 ? 0 : 2 * before * after / (before + after);
        }
    }

    /// <summary>The value at a position.</summary>
    public double this[double x]
    {
        get
        {
            if (x <= at[0])
            {
                return value[0];
            }

            if (x >= at[^1])
            {
                return value[^1];
            }

            var n = 0;
            while (x > at[n + 1])
            {
                n++;
            }

            var h = at[n + 1] - at[n];
            var t = (x - at[n]) / h;
            var (t2, t3) = (t * t, t * t * t);
            return (value[n] * ((2 * t3) - (3 * t2) + 1)) + (h * slope[n] * (t3 - (2 * t2) + t))
                + (value[n + 1] * ((3 * t2) - (2 * t3))) + (h * slope[n + 1] * (t3 - t2));
        }
    }

    double Secant(int n) => (value[n + 1] - value[n]) / (at[n + 1] - at[n]);
}
