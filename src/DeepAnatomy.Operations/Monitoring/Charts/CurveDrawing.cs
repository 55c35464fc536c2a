using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Draws a curve into an entry of an answer.</summary>
/// <param name="query">What is asked.</param>
/// <param name="range">The range, common to all curves.</param>
sealed class CurveDrawing(SeriesQuery query, ChartRange range)
{
    /// <param name="curve">The line.</param>
    /// <param name="smooth">Smoothed values; null for its own.</param>
    /// <param name="run">For the entry.</param>
    /// <param name="series">For the entry.</param>
    public AnswerEntry Draw(Curve curve, SmoothValues? smooth, string run, string series)
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

    (PointList Points, ImmutableArray<NonFinitePoint> NonFinite) Reduced(Curve curve, SmoothValues? smooth)
    {
        var reduction = new ColumnReduction(range, curve.Axis);
        AddNeighbour(curve, smooth, reduction.Points, isBefore: true);
        long offset = 0;
        foreach (var slice in curve.Line.Slices)
        {
            if (smooth is null)
            {
                reduction.Add(slice, slice.Values, hasBlocks: true);
            }
            else
            {
                AddSmooth(reduction, curve, slice, offset, smooth);
            }

            offset += slice.Count;
        }

        var nonFinite = reduction.Finish();
        AddNeighbour(curve, smooth, reduction.Points, isBefore: false);
        return (reduction.Points, nonFinite);
    }

    // Only what is in the range, part by part.
    void AddSmooth(ColumnReduction reduction, Curve curve, Slice slice, long offset, SmoothValues smooth)
    {
        const int PartLength = 1 << 20;
        var end = Search.Above(slice, curve.Axis, 0, slice.Count, range.To);
        for (var at = Search.NotBelow(slice, curve.Axis, 0, end, range.From); at < end; at += PartLength)
        {
            var part = slice with { Start = slice.Start + at, Count = Math.Min(PartLength, end - at) };
            reduction.Add(part, smooth.Of(offset + at, part.Count), hasBlocks: false);
            slice.Piece.Forget();
        }
    }

    (PointList Points, ImmutableArray<NonFinitePoint> NonFinite) All(Curve curve, SmoothValues? smooth)
    {
        var points = new PointList();
        var nonFinite = ImmutableArray.CreateBuilder<NonFinitePoint>();
        AddNeighbour(curve, smooth, points, isBefore: true);
        long offset = 0;
        foreach (var slice in curve.Line.Slices)
        {
            var end = Search.Above(slice, curve.Axis, 0, slice.Count, range.To);
            var start = Search.NotBelow(slice, curve.Axis, 0, end, range.From);
            var values = start == end ? [] : smooth is null ? slice.Values[start..end] : smooth.Of(offset + start, end - start);
            for (var n = start; n < end; n++)
            {
                var (x, value) = (curve.At(slice, n), values[n - start]);
                points.Add(x, double.IsFinite(value) ? value : double.NaN);
                if (!double.IsFinite(value))
                {
                    nonFinite.Add(new(x, value, 1));
                }
            }

            offset += slice.Count;
        }

        AddNeighbour(curve, smooth, points, isBefore: false);
        return (points, nonFinite.ToImmutable());
    }

    // A line goes on to the point outside of the range, so that zooming in does not cut it off.
    void AddNeighbour(Curve curve, SmoothValues? smooth, PointList points, bool isBefore)
    {
        long offset = 0;
        (Slice Slice, int At, long Offset)? found = null;
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
            var value = smooth is null ? one.Slice.Values[one.At] : smooth.Of(one.Offset + one.At, 1)[0];
            points.Add(curve.At(one.Slice, one.At), double.IsFinite(value) ? value : double.NaN);
        }
    }
}
