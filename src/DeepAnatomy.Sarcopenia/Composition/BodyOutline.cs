using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>Circumference, area and diameters of a mask in a slice, from its outline with sub-pixel precision (SEMANTICS.md S16).</summary>
/// <param name="PerimeterMm">Length of the outline.</param>
/// <param name="HullPerimeterMm">Length of the outline's convex hull: how a tape lies.</param>
/// <param name="AreaMm2">Pixels of the mask times the area of a pixel.</param>
/// <param name="DepthMm">Extent of the outline along j.</param>
/// <param name="WidthMm">Extent of the outline along i.</param>
readonly record struct BodyOutline(double PerimeterMm, double HullPerimeterMm, double AreaMm2, double DepthMm, double WidthMm)
{
    /// <summary>Width of the smoothing before the outline is taken; at least one and a half pixels. Shifts a curve of 150 mm radius by 0.02 mm and takes away the staircase of the pixels.</summary>
    public const double SmoothingMm = 2;

    /// <summary>Measures a mask.</summary>
    /// <param name="mask">0 or 1, i fastest.</param>
    /// <param name="shape">Only I and J are used.</param>
    /// <param name="spacing">Only the in-plane distances are used.</param>
    /// <returns>All zero for an empty mask.</returns>
    public static BodyOutline Of(ReadOnlySpan<byte> mask, Shape shape, Spacing spacing)
    {
        var field = Smoothed(mask, shape, spacing, out var width, out var height);
        var points = new List<(double X, double Y)>();
        var lengthMm = MarchingSquares.Trace(field, width, height, spacing.IMm, spacing.JMm, points);
        if (points.Count == 0)
        {
            return default;
        }

        var pixels = 0;
        foreach (var pixel in mask)
        {
            pixels += pixel;
        }

        return new(
            lengthMm,
            ConvexHull.PerimeterOf(points),
            pixels * spacing.PixelMm2,
            points.Max(p => p.Y) - points.Min(p => p.Y),
            points.Max(p => p.X) - points.Min(p => p.X));
    }

    static float[] Smoothed(ReadOnlySpan<byte> mask, Shape shape, Spacing spacing, out int width, out int height)
    {
        var (alongI, alongJ) = (Kernel(spacing.IMm), Kernel(spacing.JMm));
        var (padI, padJ) = (alongI.Length + 1, alongJ.Length + 1);
        (width, height) = (shape.I + (2 * padI), shape.J + (2 * padJ));
        var field = new float[width * height];
        for (var j = 0; j < shape.J; j++)
        {
            for (var i = 0; i < shape.I; i++)
            {
                field[((j + padJ) * width) + i + padI] = mask[(j * shape.I) + i];
            }
        }

        return Convolved(Convolved(field, width, height, alongI, 1), width, height, alongJ, width);
    }

    static float[] Kernel(double spacingMm)
    {
        var sigma = Math.Max(1.5, SmoothingMm / spacingMm);
        var radius = (int)Math.Ceiling(3.5 * sigma);
        var weights = new float[(2 * radius) + 1];
        for (var n = 0; n < weights.Length; n++)
        {
            weights[n] = (float)Math.Exp(-0.5 * (n - radius) * (n - radius) / (sigma * sigma));
        }

        var sum = weights.Sum();
        for (var n = 0; n < weights.Length; n++)
        {
            weights[n] /= sum;
        }

        return weights;
    }

    static float[] Convolved(float[] source, int width, int height, float[] weights, int stride)
    {
        var (target, radius) = (new float[source.Length], weights.Length / 2);
        Parallel.For(0, height, j =>
        {
            for (var i = 0; i < width; i++)
            {
                var (at, limit) = stride == 1 ? (i, width) : (j, height);
                var sum = 0f;
                for (var n = Math.Max(-radius, -at); n <= radius && at + n < limit; n++)
                {
                    sum += weights[n + radius] * source[(j * width) + i + (n * stride)];
                }

                target[(j * width) + i] = sum;
            }
        });
        return target;
    }
}
