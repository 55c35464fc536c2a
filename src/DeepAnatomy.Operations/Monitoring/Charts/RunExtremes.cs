namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Where least and greatest finite value of a run of values are.</summary>
/// <param name="MinAt">Index of the first least value; −1 where none is finite.</param>
/// <param name="MaxAt">Index of the first greatest value; −1 where none is finite.</param>
/// <param name="NonFinite">Values that are not finite.</param>
readonly record struct RunExtremes(int MinAt, int MaxAt, int NonFinite)
{
    public static RunExtremes Of(ReadOnlySpan<double> values, int from, int to)
    {
        var run = values[from..to];
        var found = Extremes.Of(run);
        return found.NonFinite == run.Length
            ? new(-1, -1, run.Length)
            : new(from + Extremes.IndexOf(run, found.Min), from + Extremes.IndexOf(run, found.Max), found.NonFinite);
    }
}
