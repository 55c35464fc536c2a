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

    /// <summary>Places of some points.</summary>
    public double[] CopyX(long start, int count)
    {
        var x = new double[count];
        long offset = 0;
        foreach (var slice in Line.Slices)
        {
            var to = Math.Min(start + count, offset + slice.Count);
            for (var n = Math.Max(start, offset); n < to; n++)
            {
                x[n - start] = At(slice, (int)(n - offset));
            }

            offset += slice.Count;
        }

        return x;
    }

    public double At(Slice slice, int n) => Axis.At(slice, n);
}
