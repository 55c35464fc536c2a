namespace DeepAnatomy.Operations.Monitoring.TensorBoard;

/// <summary>The scalars of one event.</summary>
sealed class ScalarEvent
{
    /// <summary>Seconds since 1970-01-01 UTC.</summary>
    public double WallTime { get; set; }

    public long Step { get; set; }

    public List<(string Tag, double Value)> Values { get; } = [];
}
