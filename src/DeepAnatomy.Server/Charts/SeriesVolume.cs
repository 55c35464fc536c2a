using DeepAnatomy.Operations.Monitoring;

namespace DeepAnatomy.Server.Charts;

/// <summary>The series of a run on the shelf; whoever changes this holds the shelf's gate.</summary>
/// <param name="open">Opens them.</param>
sealed class SeriesVolume(Func<RunSeries> open)
{
    public Lazy<RunSeries> Series { get; } = new(open);

    /// <summary>When it was put there.</summary>
    public long Opened { get; init; }

    public int Holders { get; set; }

    public long LastUsed { get; set; }

    public bool IsRemoved { get; set; }

    /// <summary>Points in memory when somebody looked last.</summary>
    public long LiveBefore { get; set; }

    /// <summary>Closes what is no longer on the shelf once nobody holds it.</summary>
    public void CloseUnheld()
    {
        if (this is { IsRemoved: true, Holders: 0, Series.IsValueCreated: true })
        {
            Series.Value.Dispose();
        }
    }
}
