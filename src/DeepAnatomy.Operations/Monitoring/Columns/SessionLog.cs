namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>What is known of a session while it is written.</summary>
/// <param name="number">From 1.</param>
sealed class SessionLog(int number)
{
    public int Number => number;

    /// <summary>Largest number up to which every line is kept.</summary>
    public long Acknowledged { get; set; }

    public long SourceOffset { get; set; }

    public long LastStep { get; set; } = -1;

    public long Started { get; set; } = long.MaxValue;

    public long LastHeard { get; set; } = long.MinValue;

    public string State { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Host { get; set; } = "";

    public long Iterations { get; set; }

    /// <summary>Points a step, as the session's line says (<c>batch_size</c>); 0 where it does not.</summary>
    public long BatchSize { get; set; }

    /// <summary>Steps behind which this session's parts replace everything earlier: the start step, then one for every rollback.</summary>
    public List<long> Cuts { get; } = [0];

    public int Part => Cuts.Count - 1;

    public void Hear(long time)
    {
        Started = Math.Min(Started, time);
        LastHeard = Math.Max(LastHeard, time);
    }

    public Session ToSession() => new(
        number, Cuts[0], Math.Max(LastStep, Cuts[0]), new(Started, TimeSpan.Zero), new(LastHeard, TimeSpan.Zero), State, Reason, Host, Iterations, Acknowledged, SourceOffset);
}
