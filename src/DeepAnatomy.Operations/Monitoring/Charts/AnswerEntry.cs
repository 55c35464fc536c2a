using System.Collections.Immutable;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>One curve of an answer.</summary>
/// <param name="Run">The run, as the caller names it.</param>
/// <param name="Series">The series.</param>
/// <param name="Session">The session; of the effective line the newest.</param>
/// <param name="IsSmooth">Whether the curve is smoothed.</param>
/// <param name="IsSuperseded">Whether its steps were done again later.</param>
/// <param name="X">Along the axis, never falling.</param>
/// <param name="Y">Values, as many; NaN where a column has only values that are not finite.</param>
/// <param name="Total">Points in the range at full resolution.</param>
/// <param name="IsReduced">Whether <paramref name="X"/> holds first, least, greatest and last of every column instead of all points.</param>
/// <param name="NonFinite">Values that are not finite, a kind and column at a time.</param>
public sealed record AnswerEntry(string Run, string Series, int Session, bool IsSmooth, bool IsSuperseded, double[] X, double[] Y, long Total, bool IsReduced, ImmutableArray<NonFinitePoint> NonFinite)
{
    /// <summary>Least finite value; NaN without one.</summary>
    public double YMin => Extremes.Of(Y) is { Min: var least } && double.IsFinite(least) ? least : double.NaN;

    /// <summary>Greatest finite value; NaN without one.</summary>
    public double YMax => Extremes.Of(Y) is { Max: var greatest } && double.IsFinite(greatest) ? greatest : double.NaN;
}
