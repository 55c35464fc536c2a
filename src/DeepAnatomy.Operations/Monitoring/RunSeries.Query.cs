using DeepAnatomy.Operations.Monitoring.Charts;
using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring;

// What is drawn of a run.
public sealed partial class RunSeries
{
    /// <summary>Draws series of this run.</summary>
    /// <param name="series">Names; one that is not there draws nothing.</param>
    /// <param name="query">How.</param>
    /// <param name="run">The run's name in the answer.</param>
    /// <exception cref="ArgumentException">The query makes no sense, or the run does not know the axis.</exception>
    public SeriesAnswer Query(IEnumerable<string> series, SeriesQuery query, string run = "") => Chart.Of([.. series.Select(name => new ChartLine(run, this, name))], query);

    /// <summary>Numbers about a series; null where there is no such series or it has no point.</summary>
    public SeriesSummary? Summary(string name)
    {
        var lines = LinesOf(name, SessionChoice.Effective).Where(line => !line.IsSuperseded).ToArray();
        if (lines.Length == 0)
        {
            return null;
        }

        var summary = SummaryOfLine.Of(name, lines[0], Count(name));
        lines[0].Forget();
        return summary;
    }

    /// <summary>The points that count, at full resolution; empty where there is no such series.</summary>
    internal Line? EffectiveLine(string name) => LinesOf(name, SessionChoice.Effective).FirstOrDefault(line => !line.IsSuperseded);

    /// <summary>The curves that a query asks of a series: the first is the line that counts.</summary>
    internal List<Curve> Curves(string name, SeriesQuery query)
    {
        var lines = LinesOf(name, query.Sessions);
        if (lines.Count == 0)
        {
            return [];
        }

        var epochs = query.Axis == ChartAxis.Epoch || query.Granularity.Kind == GranularityKind.Epoch ? EffectiveLine("epoch") : null;
        AxisScale axis;
        lock (state)
        {
            axis = AxisScales.Of(query.Axis, [.. run.Sessions], epochs, query.SamplesPerStep);
        }

        var ends = epochs is null ? null : EpochScale.Of(epochs);
        return [.. lines.Select(line => CurveOf(line, axis, query.Granularity, ends))];
    }

    /// <summary>Smoothed values of a curve.</summary>
    internal SmoothValues Smoothed(string name, int number, Curve curve, SeriesQuery query)
    {
        if (curve.Line.Count > PassingSmoothValues.LongLine)
        {
            return new PassingSmoothValues(curve, query);
        }

        var last = curve.Line.Slices[^1];
        var key = new SmoothingKey(
            this, name, number, query.Sessions.IsEffective ? "" : string.Join(',', query.Sessions.Picked), query.Granularity, query.Smoothing, query.Amount,
            query.Smoothing == SmoothingKind.TimeWeighted || query.Axis > ChartAxis.Samples ? query.Axis : null, curve.Line.Count, last.Time(last.Count - 1));
        return new KeptSmoothValues(options.Smoothed.Get(key, () => AllSmoothed(curve, query)));
    }

    static double[] AllSmoothed(Curve curve, SeriesQuery query)
    {
        if (query.Smoothing is not (SmoothingKind.Exponential or SmoothingKind.TimeWeighted))
        {
            // A run that is over is one piece, and need not be copied.
            return Smoothing.Of(curve.Line.Slices is [var only] ? only.Values : curve.Line.CopyValues(), query.Smoothing, query.Amount);
        }

        // In place: copies of long lines are what memory is made of.
        var values = curve.Line.CopyValues();
        if (query.Smoothing == SmoothingKind.Exponential)
        {
            Smoothing.MakeExponential(values, query.Amount);
        }
        else
        {
            Smoothing.MakeTimeWeighted(values, curve.CopyX(0, values.Length), query.Amount);
        }

        return values;
    }

    static Curve CurveOf(Line line, AxisScale axis, Granularity granularity, EpochScale? epochs)
    {
        var drawn = Averaging.Of(line, granularity, epochs);
        var raw = ReferenceEquals(drawn, line) ? null : line;
        if (AxisOrder.Holds(line, axis))
        {
            return new(drawn, axis, raw);
        }

        var (sorted, table) = AxisOrder.Sorted(drawn, axis);
        return new(sorted, table, null);
    }

    internal List<Line> LinesOf(string name, SessionChoice choice)
    {
        lock (state)
        {
            if (run.Names.Find(name) is not { } id || run.Tracks(id) is not { Count: > 0 } tracks)
            {
                return [];
            }

            SessionLog[] sessions = [.. run.Sessions];
            return choice.IsEffective
                ? SeriesLines.Effective(LineCutting.Cut(tracks, sessions))
                : SeriesLines.OfSessions(tracks, sessions, choice.Picked.IsDefaultOrEmpty ? null : choice.Picked.ToHashSet());
        }
    }

    long Count(string name)
    {
        lock (state)
        {
            return run.Names.Find(name) is { } id ? run.Tracks(id).Sum(track => track.Count) : 0;
        }
    }
}
