using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>
/// Reduces a line to first, least, greatest and last point of every column ("M4"), which draws the same pixels as all points.
/// Points come in order of the axis, run by run.
/// </summary>
/// <param name="range">What is drawn.</param>
/// <param name="axis">The horizontal axis.</param>
sealed class ColumnReduction(ChartRange range, AxisScale axis)
{
    // Points after which memory of a file is given back, so that a long line does not take all of it.
    const int ForgetAfter = 1 << 22;
    static readonly double[] Kinds = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];
    readonly ImmutableArray<NonFinitePoint>.Builder nonFinite = ImmutableArray.CreateBuilder<NonFinitePoint>();
    readonly NonFinitePoint[] open = new NonFinitePoint[3];
    ColumnSummary column = new() { Column = -1 };
    long index;

    public PointList Points { get; } = new();

    public long Total { get; private set; }

    /// <summary>Adds the points of a slice that are in the range.</summary>
    /// <param name="slice">Steps and times.</param>
    /// <param name="values">The values to draw, as many as the slice has: its own or smoothed ones.</param>
    /// <param name="hasBlocks">Whether the values are the slice's own, so that its blocks are right.</param>
    public void Add(Slice slice, ReadOnlySpan<double> values, bool hasBlocks)
    {
        var end = Search.Above(slice, axis, 0, slice.Count, range.To);
        var at = Search.NotBelow(slice, axis, 0, end, range.From);
        Total += end - at;
        var forgotten = at;
        while (at < end)
        {
            var target = range.ColumnOf(X(slice, at));
            if (target != column.Column)
            {
                Close();
                column = new() { Column = target };
            }

            if (at - forgotten > ForgetAfter)
            {
                slice.Piece.Forget();
                forgotten = at;
            }

            var next = Search.EndOfColumn(slice, axis, range, at, end, target);
            AddRun(slice, values, at, next, hasBlocks);
            at = next;
        }

        index += slice.Count;
    }

    /// <summary>Ends the last column.</summary>
    public ImmutableArray<NonFinitePoint> Finish()
    {
        Close();
        return nonFinite.ToImmutable();
    }

    double X(Slice slice, int at) => axis.At(slice, at);

    void AddRun(Slice slice, ReadOnlySpan<double> values, int from, int to, bool hasBlocks)
    {
        var found = hasBlocks ? BlockExtremes.Of(slice, values, from, to) : RunExtremes.Of(values, from, to);
        if (found.NonFinite > 0)
        {
            AddNonFinite(slice, values, from, to);
        }

        if (found.NonFinite == to - from)
        {
            return;
        }

        var first = from;
        while (!double.IsFinite(values[first]))
        {
            first++;
        }

        var last = to - 1;
        while (!double.IsFinite(values[last]))
        {
            last--;
        }

        column.Add(Mark(slice, values, first), Mark(slice, values, found.MinAt), Mark(slice, values, found.MaxAt), Mark(slice, values, last));
    }

    ColumnSummary.Mark Mark(Slice slice, ReadOnlySpan<double> values, int at) => new(index + at, X(slice, at), values[at]);

    void AddNonFinite(Slice slice, ReadOnlySpan<double> values, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (double.IsFinite(values[at]))
            {
                continue;
            }

            var x = X(slice, at);
            column.Hole ??= x;
            var kind = double.IsNaN(values[at]) ? 0 : values[at] > 0 ? 1 : 2;
            open[kind] = new(open[kind].Count == 0 ? x : open[kind].X, Kinds[kind], open[kind].Count + 1);
        }
    }

    void Close()
    {
        column.AddTo(Points);
        if (open[0].Count + open[1].Count + open[2].Count == 0)
        {
            return;
        }

        foreach (var point in open.Where(point => point.Count > 0).OrderBy(point => point.X))
        {
            nonFinite.Add(point);
        }

        Array.Clear(open);
    }
}
