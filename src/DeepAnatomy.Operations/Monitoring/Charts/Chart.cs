using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Draws series of one or several runs over one axis.</summary>
public static class Chart
{
    /// <param name="lines">What is drawn, in order.</param>
    /// <param name="query">How.</param>
    /// <exception cref="ArgumentException">The query makes no sense, or a run does not know the axis.</exception>
    public static SeriesAnswer Of(IReadOnlyList<ChartLine> lines, SeriesQuery query)
    {
        query.Check();
        List<(ChartLine Of, Curve Curve, int Number)> curves = [];
        foreach (var line in lines)
        {
            var number = 0;
            curves.AddRange(line.Store.Curves(line.Series, query).Select(curve => (line, curve, number++)));
        }

        var range = RangeOf(query, curves.Select(one => one.Curve));
        var drawing = new CurveDrawing(query, range);
        var entries = ImmutableArray.CreateBuilder<AnswerEntry>();
        foreach (var (of, curve, number) in curves)
        {
            entries.Add(drawing.Draw(curve, null, of.Run, of.Series));
            if (query.Smoothing != SmoothingKind.None && !curve.Line.IsSuperseded)
            {
                entries.Add(drawing.Draw(curve, of.Store.Smoothed(of.Series, number, curve, query), of.Run, of.Series));
            }
        }

        foreach (var (_, curve, _) in curves)
        {
            curve.Line.Forget();
        }

        return new(query.Axis, range.From, range.To, query.Columns, entries.ToImmutable());
    }

    static ChartRange RangeOf(SeriesQuery query, IEnumerable<Curve> curves)
    {
        double first = double.PositiveInfinity, last = double.NegativeInfinity;
        foreach (var curve in curves)
        {
            first = Math.Min(first, curve.First);
            last = Math.Max(last, curve.Last);
        }

        var from = query.From ?? (double.IsFinite(first) ? first : query.To ?? 0);
        return new(from, Math.Max(from, query.To ?? (double.IsFinite(last) ? last : from)), query.Columns);
    }
}
