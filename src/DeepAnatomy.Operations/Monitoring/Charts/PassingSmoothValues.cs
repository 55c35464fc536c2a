using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Smoothed values of a line that is too long for memory: computed where they are asked for, with as many points before and behind as still have weight.</summary>
/// <param name="curve">The line.</param>
/// <param name="query">How it is smoothed.</param>
sealed class PassingSmoothValues(Curve curve, SeriesQuery query) : SmoothValues
{
    /// <summary>Points from which on a line is smoothed this way.</summary>
    public const int LongLine = 4 << 20;

    // The weight of what lies farther back is lost in rounding.
    const double Negligible = 1e-17;
    TimeWeightedState passed;
    long passedTo;

    public override ReadOnlySpan<double> Of(long start, int count)
    {
        if (query.Smoothing == SmoothingKind.TimeWeighted)
        {
            return TimeWeighted(start, count);
        }

        var (before, behind) = Reach();
        var from = Math.Max(0, start - before);
        var to = Math.Min(curve.Line.Count, start + count + behind);
        var window = curve.Line.CopyValues(from, (int)(to - from));
        return Smoothing.Of(window, query.Smoothing, query.Amount).AsSpan((int)(start - from), count);
    }

    (int Before, int Behind) Reach() => query.Smoothing switch
    {
        SmoothingKind.Exponential => (query.Amount <= 0 ? 0 : (int)Math.Min(1 << 26, Math.Ceiling(Math.Log(Negligible) / Math.Log(query.Amount))), 0),
        SmoothingKind.Gaussian => (Smoothing.GaussianReach(query.Amount), Smoothing.GaussianReach(query.Amount)),
        _ => ((int)query.Amount / 2, (int)query.Amount / 2),
    };

    // Its weights depend on places, so it goes on from where it was, or begins again.
    Span<double> TimeWeighted(long start, int count)
    {
        if (start < passedTo || passedTo == 0)
        {
            (passed, passedTo) = (new(curve.Line.Count, curve.First, curve.Last, query.Amount), 0);
        }

        double[] smooth = [];
        while (passedTo < start + count)
        {
            var part = (int)Math.Min(passedTo < start ? start - passedTo : start + count - passedTo, LongLine);
            smooth = curve.Line.CopyValues(passedTo, part);
            passed.Smooth(smooth, curve.CopyX(passedTo, part));
            passedTo += part;
        }

        return smooth.AsSpan(smooth.Length - count);
    }
}
