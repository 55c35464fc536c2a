namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>What of a series shall be drawn.</summary>
public sealed record SeriesQuery
{
    /// <summary>Most columns a query may ask for.</summary>
    public const int MaximumColumns = 16_384;

    /// <summary>Most points of an entry that is not reduced.</summary>
    public const int MaximumRaw = 2_000_000;

    /// <summary>The horizontal axis.</summary>
    public ChartAxis Axis { get; init; } = ChartAxis.Step;

    /// <summary>Where the range begins, in units of the axis; null for the first point.</summary>
    public double? From { get; init; }

    /// <summary>Where the range ends; null for the last point.</summary>
    public double? To { get; init; }

    /// <summary>Columns of the screen, 1 to <see cref="MaximumColumns"/>.</summary>
    public int Columns { get; init; } = 1600;

    /// <summary>How the curve is smoothed, at full resolution, before it is reduced.</summary>
    public SmoothingKind Smoothing { get; init; }

    /// <summary>How much; see <see cref="SmoothingKind"/>.</summary>
    public double Amount { get; init; }

    /// <summary>Which sessions.</summary>
    public SessionChoice Sessions { get; init; } = SessionChoice.Effective;

    /// <summary>What one point stands for.</summary>
    public Granularity Granularity { get; init; }

    /// <summary>Every point instead of columns, as long as they are no more than <see cref="MaximumRaw"/>.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Samples a step, for runs that do not say their batch size.</summary>
    public double SamplesPerStep { get; init; }

    /// <summary>Throws where the query makes no sense.</summary>
    /// <exception cref="ArgumentException">Says which part.</exception>
    public void Check()
    {
        Require(Columns is >= 1 and <= MaximumColumns, $"columns must be 1 to {MaximumColumns}");
        Require(From is not { } from || double.IsFinite(from), "from must be a finite number");
        Require(To is not { } to || double.IsFinite(to), "to must be a finite number");
        Require(From is null || To is null || From <= To, "from must not be larger than to");
        Require(Granularity.Kind != GranularityKind.Steps || Granularity.Steps >= 1, "granularity must be at least 1 step");
        Require(Smoothing switch
        {
            SmoothingKind.None => true,
            SmoothingKind.Exponential or SmoothingKind.TimeWeighted => Amount is >= 0 and < 1,
            SmoothingKind.Gaussian => Amount is > 0 and <= 2000,
            SmoothingKind.Median => Amount is >= 1 and <= 10_001,
            _ => false,
        }, "amount must be 0 to below 1 for ema and twema, above 0 to 2000 for gaussian, 1 to 10001 for median");
    }

    static void Require(bool isGood, string text)
    {
        if (!isGood)
        {
            throw new ArgumentException(text);
        }
    }
}
