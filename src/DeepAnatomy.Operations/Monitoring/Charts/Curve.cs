using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>A line that is drawn, and its axis.</summary>
/// <param name="Line">Points in order of the axis; at least one.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Raw">The points as they were reported, where <paramref name="Line"/> holds means of them; else null.</param>
sealed record Curve(Line Line, AxisScale Axis, Line? Raw)
{
    public double First => At(Line.Slices[0], 0);

    public double Last => At(Line.Slices[^1], Line.Slices[^1].Count - 1);

    public double[] CopyX()
    {
        var x = new double[checked((int)Line.Count)];
        var at = 0;
        foreach (var slice in Line.Slices)
        {
            for (var n = 0; n < slice.Count; n++)
            {
                x[at++] = At(slice, n);
            }
        }

        return x;
    }

    public double At(Slice slice, int n) => Axis.At(slice.Step(n), slice.Time(n), slice.Session);
}
