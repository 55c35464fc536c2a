using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Draws a curve into an entry of an answer.</summary>
/// <param name="query">What is asked.</param>
/// <param name="range">The range, common to all curves.</param>
sealed class CurveDrawing(SeriesQuery query, ChartRange range)
{
    /// <param name="curve">The line.</param>
    /// <param name="smooth">Smoothed values, one for every point of the line; null for its own.</param>
    /// <param name="run">For the entry.</param>
    /// <param name="series">For the entry.</param>
    public AnswerEntry Draw(Curve curve, double[]? smooth, string run, string series)
    {
        var total = CountInRange(curve);
        var isReduced = total > (query.IsRaw ? SeriesQuery.MaximumRaw : 4L * query.Columns);
        var (points, nonFinite) = isReduced ? Reduced(curve, smooth) : All(curve, smooth);
        if (curve.Raw is { } raw)
        {
            nonFinite = Reduced(curve with { Line = raw }, null).NonFinite;
        }

        return new(run, series, curve.Line.Session, smooth is not null, curve.Line.IsSuperseded, points.X, points.Y, total, isReduced, nonFinite);
    }

    long CountInRange(Curve curve) => curve.Line.Slices.Sum(slice => (long)(
        Search.Above(slice, curve.Axis, 0, slice.Count, range.To) - Search.NotBelow(slice, curve.Axis, 0, slice.Count, range.From)));

    (PointList Points, ImmutableArray<NonFinitePoint> NonFinite) Reduced(Curve curve, double[]? smooth)
    {
        var reduction = new ColumnReduction(range, curve.Axis);
        AddNeighbour(curve, smooth, reduction.Points, isBefore: true);
        var offset = 0;
        foreach (var slice in curve.Line.Slices)
        {
            reduction.Add(slice, smooth is null ? slice.Values : smooth.AsSpan(offset, slice.Count), smooth is null);
            offset += slice.Count;
        }

        var nonFinite = reduction.Finish();
        AddNeighbour(curve, smooth, reduction.Points, isBefore: false);
        return (reduction.Points, nonFinite);
    }

    (PointList Points, ImmutableArray<NonFinitePoint> NonFinite) All(Curve curve, double[]? smooth)
    {
        var points = new PointList();
        var nonFinite = ImmutableArray.CreateBuilder<NonFinitePoint>();
        AddNeighbour(curve, smooth, points, isBefore: true);
        var offset = 0;
        foreach (var slice in curve.Line.Slices)
        {
            var end = Search.Above(slice, curve.Axis, 0, slice.Count, range.To);
            var values = smooth is null ? slice.Values : smooth.AsSpan(offset, slice.Count);
            for (var n = Search.NotBelow(slice, curve.Axis, 0, end, range.From); n < end; n++)
            {
                var x = curve.At(slice, n);
                points.Add(x, double.IsFinite(values[n]) ? values[n] : double.NaN);
                if (!double.IsFinite(values[n]))
                {
                    nonFinite.Add(new(x, values[n], 1));
                }
            }

            offset += slice.Count;
        }

        AddNeighbour(curve, smooth, points, isBefore: false);
        return (points, nonFinite.ToImmutable());
    }

    // A line goes on to the point outside of the range, so that zooming in does not cut it off.
    void AddNeighbour(Curve curve, double[]? smooth, PointList points, bool isBefore)
    {
        var offset = 0;
        (Slice Slice, int At, int Offset)? found = null;
        foreach (var slice in curve.Line.Slices)
        {
            var at = isBefore ? Search.NotBelow(slice, curve.Axis, 0, slice.Count, range.From) - 1 : Search.Above(slice, curve.Axis, 0, slice.Count, range.To);
            if (at >= 0 && at < slice.Count && (isBefore || found is null))
            {
                found = (slice, at, offset);
            }

            offset += slice.Count;
        }

        if (found is { } one)
        {
            var value = smooth is null ? one.Slice.Values[one.At] : smooth[one.Offset + one.At];
            points.Add(curve.At(one.Slice, one.At), double.IsFinite(value) ? value : double.NaN);
        }
    }
}
