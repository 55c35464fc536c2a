namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>All of them in memory.</summary>
sealed class KeptSmoothValues(double[] values) : SmoothValues
{
    public override ReadOnlySpan<double> Of(long start, int count) => values.AsSpan((int)start, count);
}
