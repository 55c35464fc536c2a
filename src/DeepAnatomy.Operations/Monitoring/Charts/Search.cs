using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Finds places along the axis in a slice whose points come in its order.</summary>
static class Search
{
    /// <summary>First index in [from, to) at or beyond <paramref name="x"/>; <paramref name="to"/> without one.</summary>
    public static int NotBelow(Slice slice, AxisScale axis, int from, int to, double x)
    {
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = axis.At(slice, middle) < x ? (middle + 1, to) : (from, middle);
        }

        return from;
    }

    /// <summary>First index in [from, to) beyond <paramref name="x"/>; <paramref name="to"/> without one.</summary>
    public static int Above(Slice slice, AxisScale axis, int from, int to, double x)
    {
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = axis.At(slice, middle) <= x ? (middle + 1, to) : (from, middle);
        }

        return from;
    }

    /// <summary>First index behind <paramref name="from"/> that is in a later column: by steps that double, since columns are small against the rest.</summary>
    public static int EndOfColumn(Slice slice, AxisScale axis, ChartRange range, int from, int to, int column)
    {
        var stride = 1;
        var known = from;
        while (known + stride < to && range.ColumnOf(axis.At(slice, known + stride)) <= column)
        {
            known += stride;
            stride *= 2;
        }

        var low = known + 1;
        var high = Math.Min(known + stride, to);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = range.ColumnOf(axis.At(slice, middle)) <= column ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
