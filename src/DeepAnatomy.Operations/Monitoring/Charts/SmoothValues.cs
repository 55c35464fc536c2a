namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>The smoothed values of a curve.</summary>
abstract class SmoothValues
{
    /// <param name="start">Index in the line of the first.</param>
    /// <param name="count">How many; at least 1.</param>
    public abstract ReadOnlySpan<double> Of(long start, int count);
}
