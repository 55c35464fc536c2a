namespace DeepAnatomy.Operations.Monitoring;

/// <summary>Numbers about a series: of the points that count, not of superseded ones.</summary>
/// <param name="Name">The series.</param>
/// <param name="Points">Points that count.</param>
/// <param name="Kept">All points that are kept, superseded ones too.</param>
/// <param name="LastStep">Step of the last point.</param>
/// <param name="LastTime">Time of the last point.</param>
/// <param name="LastValue">The last value, also one that is not finite.</param>
/// <param name="Min">Least finite value; NaN without one.</param>
/// <param name="MinStep">Step of its first occurrence; 0 without one.</param>
/// <param name="Max">Greatest finite value; NaN without one.</param>
/// <param name="MaxStep">Step of its first occurrence; 0 without one.</param>
/// <param name="NonFinite">Values that are not finite.</param>
/// <param name="IsHigherBetter">Whether a greater value is the better one.</param>
/// <param name="Unit">Unit; empty for none.</param>
public sealed record SeriesSummary(string Name, long Points, long Kept, long LastStep, DateTimeOffset LastTime, double LastValue, double Min, long MinStep, double Max, long MaxStep, long NonFinite, bool IsHigherBetter, string Unit)
{
    /// <summary>The best finite value; NaN without one.</summary>
    public double Best => IsHigherBetter ? Max : Min;

    /// <summary>Its step.</summary>
    public long BestStep => IsHigherBetter ? MaxStep : MinStep;
}
