namespace DeepAnatomy.Imaging.Resampling;

/// <summary>The weights of the source voxels around a position, along one axis.</summary>
static class SplineWeights
{
    // Grids that come from files agree to about this many voxels.
    const double Tolerance = 1e-4;

    // Half-way positions always go up, whichever way rounding errors point.
    const double TieBias = 1e-7;

    public static int Taps(Interpolation interpolation) => interpolation switch
    {
        Interpolation.Nearest => 1,
        Interpolation.Linear => 2,
        Interpolation.CubicBSpline => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(interpolation)),
    };

    /// <summary>Whether a voxel of the source covers the position: at most half a voxel beyond the outermost centres.</summary>
    public static bool IsInside(double position, int count) => position >= -0.5 - Tolerance && position <= count - 0.5 + Tolerance;

    /// <summary>The nearest index inside the source.</summary>
    public static int Nearest(double position, int count) => Math.Clamp((int)Math.Floor(position + 0.5 + TieBias), 0, count - 1);

    /// <summary>Writes the weights of the taps and returns the index of the first; indices may lie outside (<see cref="Border"/>).</summary>
    public static int At(Interpolation interpolation, double position, int count, Span<double> weights)
    {
        // Positions a rounding error away from a voxel centre are that centre: identity stays exact.
        var nearest = Math.Round(position);
        position = Math.Abs(position - nearest) < 1e-9 ? nearest : position;
        switch (interpolation)
        {
            case Interpolation.Nearest:
                weights[0] = 1;
                return Nearest(position, count);
            case Interpolation.Linear:
                position = Math.Clamp(position, 0, count - 1);
                var floor = Math.Floor(position);
                (weights[0], weights[1]) = (1 - (position - floor), position - floor);
                return (int)floor;
            default:
                var first = Math.Floor(position);
                var (t, s) = (position - first, 1 - (position - first));
                weights[0] = s * s * s / 6;
                weights[1] = (4 - (6 * t * t) + (3 * t * t * t)) / 6;
                weights[2] = (4 - (6 * s * s) + (3 * s * s * s)) / 6;
                weights[3] = t * t * t / 6;
                return (int)first - 1;
        }
    }

    /// <summary>The index inside the source that stands for an index beyond it: mirrored at the outermost centre for splines, the outermost voxel otherwise.</summary>
    public static int Border(Interpolation interpolation, int index, int count)
    {
        if (interpolation != Interpolation.CubicBSpline)
        {
            return Math.Clamp(index, 0, count - 1);
        }

        if (count == 1)
        {
            return 0;
        }

        var period = 2 * (count - 1);
        var n = ((index % period) + period) % period;
        return n < count ? n : period - n;
    }
}
