using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Brings a line into the order of the axis where it is not in it: clocks are set back, and hosts disagree.</summary>
static class AxisOrder
{
    public static bool Holds(Line line, AxisScale axis)
    {
        if (!axis.IsOfTime)
        {
            return true;
        }

        var before = double.NegativeInfinity;
        foreach (var slice in line.Slices)
        {
            if (!slice.Piece.HasSortedTimes || axis.At(slice, 0) < before)
            {
                return false;
            }

            before = axis.At(slice, slice.Count - 1);
        }

        return true;
    }

    /// <summary>The same points sorted along the axis, and the scale that belongs to them.</summary>
    public static (Line Line, AxisScale Axis) Sorted(Line line, AxisScale axis)
    {
        var x = new double[checked((int)line.Count)];
        var at = 0;
        foreach (var slice in line.Slices)
        {
            for (var n = 0; n < slice.Count; n++)
            {
                x[at++] = axis.At(slice, n);
            }
        }

        // Sorting by place and then by index keeps the order of equal places.
        var order = Enumerable.Range(0, x.Length).ToArray();
        Array.Sort(order, (a, b) => x[a].CompareTo(x[b]) is var way and not 0 ? way : a.CompareTo(b));
        var values = line.CopyValues();
        var built = new LineBuilder();
        for (var n = 0; n < order.Length; n++)
        {
            built.Add(line.Session, n, n, values[order[n]]);
        }

        return (built.Finish(line), new TableScale([.. order.Select(n => x[n])]));
    }

    sealed class TableScale(double[] x) : AxisScale
    {
        public override double At(Slice slice, int index) => x[slice.Step(index)];
    }
}
