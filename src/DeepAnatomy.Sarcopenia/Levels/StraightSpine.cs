namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>The spine straightened: planes at right angles to the canal, stacked from foot to head in steps of 1 mm along the canal.</summary>
/// <remarks>u runs to the patient's left, v to the front, both in mm from the canal's centre; the canal follows the back walls of the vertebral bodies, so end plates lie nearly in the planes.</remarks>
sealed class StraightSpine
{
    /// <summary>Step along the canal.</summary>
    public const double StepMm = 1;

    /// <summary>Step within the planes.</summary>
    public const double PixelMm = 2;

    /// <summary>Reach to both sides.</summary>
    public const int SideMm = 60;

    /// <summary>Reach to the back.</summary>
    public const int BackMm = 40;

    /// <summary>Reach to the front.</summary>
    public const int FrontMm = 60;

    public const int U = (int)(2 * SideMm / PixelMm) + 1;

    public const int V = (int)((BackMm + FrontMm) / PixelMm) + 1;

    StraightSpine(int count, short[] hu, Frame[] frames) => (Count, Hu, Frames) = (count, hu, frames);

    /// <summary>Number of planes.</summary>
    public int Count { get; }

    /// <summary>Hounsfield units: u fastest, then v, then planes.</summary>
    public short[] Hu { get; }

    /// <summary>Where each plane lies on the search grid.</summary>
    public Frame[] Frames { get; }

    public static StraightSpine Of(SearchGrid grid, CanalCourse canal, CancellationToken cancellation)
    {
        var frames = FramesAlong(canal);
        var hu = new short[frames.Length * U * V];
        Parallel.For(0, frames.Length, s =>
        {
            cancellation.ThrowIfCancellationRequested();
            var plane = hu.AsSpan(s * U * V, U * V);
            for (var v = 0; v < V; v++)
            {
                for (var u = 0; u < U; u++)
                {
                    var (x, y, z) = frames[s].At((u * PixelMm) - SideMm, (v * PixelMm) - BackMm);
                    plane[(v * U) + u] = (short)MathF.Round(grid.At(x, y, z));
                }
            }
        });
        return new(frames.Length, hu, frames);
    }

    /// <summary>The plane's pixels.</summary>
    public ReadOnlySpan<short> Plane(int s) => Hu.AsSpan(s * U * V, U * V);

    public static int IndexOfU(double mm) => Math.Clamp((int)Math.Round((mm + SideMm) / PixelMm), 0, U - 1);

    public static int IndexOfV(double mm) => Math.Clamp((int)Math.Round((mm + BackMm) / PixelMm), 0, V - 1);

    static Frame[] FramesAlong(CanalCourse canal)
    {
        var count = canal.LastZ - canal.FirstZ + 1;
        var x = canal.X.AsSpan(canal.FirstZ, count);
        var y = canal.Y.AsSpan(canal.FirstZ, count);
        var (smoothX, smoothY) = (Signals.Gaussian(x, 6), Signals.Gaussian(y, 6));
        var frames = new List<Frame>();
        var left = 0.0;
        for (var n = 0; n < count - 1; n++)
        {
            var (dx, dy) = (x[n + 1] - x[n], y[n + 1] - y[n]);
            var length = Math.Sqrt((dx * dx) + (dy * dy) + 1) * SearchGrid.StepMm;
            for (; left < length; left += StepMm)
            {
                var f = left / length;
                frames.Add(Frame.At(
                    x[n] + (f * dx), y[n] + (f * dy), canal.FirstZ + n + f,
                    Slope(smoothX, n + f), Slope(smoothY, n + f)));
            }

            left -= length;
        }

        return [.. frames];
    }

    static double Slope(double[] course, double at)
    {
        var n = Math.Clamp((int)at, 0, course.Length - 2);
        var (before, after) = (course[Math.Min(n + 1, course.Length - 1)] - course[n], course[Math.Min(n + 2, course.Length - 1)] - course[Math.Min(n + 1, course.Length - 2)]);
        return before + ((at - n) * (after - before));
    }
}

/// <summary>One plane at a right angle to the canal: its centre on the search grid (voxels) and its unit vectors.</summary>
readonly record struct Frame(double X, double Y, double Z, (double X, double Y, double Z) Left, (double X, double Y, double Z) Front, (double X, double Y, double Z) Up)
{
    /// <summary>Makes the plane from the centre and the slope of the canal.</summary>
    public static Frame At(double x, double y, double z, double slopeX, double slopeY)
    {
        var length = Math.Sqrt((slopeX * slopeX) + (slopeY * slopeY) + 1);
        var up = (X: slopeX / length, Y: slopeY / length, Z: 1 / length);

        // Left: the patient's left made perpendicular to the canal.
        var left = (X: 1 - (up.X * up.X), Y: -up.X * up.Y, Z: -up.X * up.Z);
        var norm = Math.Sqrt((left.X * left.X) + (left.Y * left.Y) + (left.Z * left.Z));
        left = (left.X / norm, left.Y / norm, left.Z / norm);

        // Front = left × up: (1, 0, 0) × (0, 0, 1) = (0, −1, 0), which is to the front.
        var front = ((left.Y * up.Z) - (left.Z * up.Y), (left.Z * up.X) - (left.X * up.Z), (left.X * up.Y) - (left.Y * up.X));
        return new(x, y, z, left, front, up);
    }

    /// <summary>The position on the search grid (voxels) of a place in the plane (mm to the left and to the front).</summary>
    public (double X, double Y, double Z) At(double uMm, double vMm)
    {
        var (u, v) = (uMm / SearchGrid.StepMm, vMm / SearchGrid.StepMm);
        return (X + (u * Left.X) + (v * Front.X), Y + (u * Left.Y) + (v * Front.Y), Z + (u * Left.Z) + (v * Front.Z));
    }
}
