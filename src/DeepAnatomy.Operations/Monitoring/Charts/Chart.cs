using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Draws series of one or several runs over one axis.</summary>
public static class Chart
{
    // From so many on it is worth asking other processors.
    const int ManyPoints = 200_000;

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
        var drawn = new AnswerEntry[curves.Count][];
        void Draw(int n) => drawn[n] = Entries(drawing, query, curves[n].Of, curves[n].Curve, curves[n].Number);
        if (curves.Count > 1 && curves.Sum(one => one.Curve.Line.Count) > ManyPoints)
        {
            Parallel.For(0, curves.Count, Draw);
        }
        else
        {
            for (var n = 0; n < curves.Count; n++)
            {
                Draw(n);
            }
        }

        foreach (var (_, curve, _) in curves)
        {
            curve.Line.Forget();
        }

        return new(query.Axis, range.From, range.To, query.Columns, [.. drawn.SelectMany(one => one)]);
    }

    static AnswerEntry[] Entries(CurveDrawing drawing, SeriesQuery query, ChartLine of, Curve curve, int number)
    {
        var raw = drawing.Draw(curve, null, of.Run, of.Series);
        return query.Smoothing == SmoothingKind.None || curve.Line.IsSuperseded
            ? [raw]
            : [raw, drawing.Draw(curve, of.Store.Smoothed(of.Series, number, curve, query), of.Run, of.Series)];
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
