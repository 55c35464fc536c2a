namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>The convex hull of points in the plane.</summary>
static class ConvexHull
{
    /// <summary>Length of the hull's boundary, in the unit of the points; 0 for fewer than two different points.</summary>
    public static double PerimeterOf(IEnumerable<(double X, double Y)> points)
    {
        var sorted = points.Distinct().OrderBy(p => p.X).ThenBy(p => p.Y).ToArray();
        var hull = new List<(double X, double Y)>();
        Half(sorted, hull);
        var lower = hull.Count;
        Array.Reverse(sorted);
        Half(sorted, hull);
        var length = 0.0;
        for (var n = 0; n < hull.Count; n++)
        {
            var (p, q) = (hull[n], hull[(n + 1) % hull.Count]);
            length += double.Hypot(p.X - q.X, p.Y - q.Y);
        }

        return lower == 0 ? 0 : length;
    }

    static void Half((double X, double Y)[] sorted, List<(double X, double Y)> hull)
    {
        var start = hull.Count;
        foreach (var point in sorted)
        {
            while (hull.Count - start >= 2 && Turn(hull[^2], hull[^1], point) <= 0)
            {
                hull.RemoveAt(hull.Count - 1);
            }

            hull.Add(point);
        }
    }

    static double Turn((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) =>
        ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
