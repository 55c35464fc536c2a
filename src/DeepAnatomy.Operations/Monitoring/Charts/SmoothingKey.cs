namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>What a smoothed curve depends on.</summary>
/// <param name="Store">Whose.</param>
/// <param name="Series">Name.</param>
/// <param name="Line">Which of its lines.</param>
/// <param name="Sessions">Which sessions, as text.</param>
/// <param name="Granularity">What a point stands for.</param>
/// <param name="Kind">How it is smoothed.</param>
/// <param name="Amount">How much.</param>
/// <param name="Axis">The axis, where the smoothing depends on it.</param>
/// <param name="Count">Points of the line.</param>
/// <param name="LastTime">Ticks of its last point.</param>
readonly record struct SmoothingKey(object Store, string Series, int Line, string Sessions, Granularity Granularity, SmoothingKind Kind, double Amount, ChartAxis? Axis, long Count, long LastTime)
{
    /// <summary>Whether it is of the same curve, which may have been shorter then.</summary>
    public bool IsSameCurve(SmoothingKey other) => this with { Count = other.Count, LastTime = other.LastTime } == other;
}
