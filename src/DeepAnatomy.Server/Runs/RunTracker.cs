using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Diagnosis;
using DeepAnatomy.Server.Charts;

namespace DeepAnatomy.Server.Runs;

/// <summary>Keeps one run up to date while somebody works on it: its series are held open, its files followed, its summary renewed.</summary>
sealed class RunTracker(string id, SeriesLease lease, FileFollower? follower, RunRegistry registry, RunFolders folders, TimeProvider clock) : IDisposable
{
    // A summary may take a tenth of the time, however much comes; what has come is told at least once a second.
    const int LeastRest = 10;
    static readonly TimeSpan ShortestPace = TimeSpan.FromMilliseconds(80), LongestPace = TimeSpan.FromSeconds(1), KeepPace = TimeSpan.FromSeconds(10);
    readonly Lock gate = new();
    long lastNews = clock.GetTimestamp();
    long seen = -1;
    long summarised;
    TimeSpan pace = ShortestPace;
    long kept;
    bool isStale = true;

    public string Id => id;

    public RunSeries Series => lease.Series;

    /// <summary>How long nothing has come, by the clock of the server: that of a worker may be wrong.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Interlocked.Read(ref lastNews));

    /// <summary>What the diagnosis found so far.</summary>
    public ImmutableArray<Finding> Findings { get; private set; } = [];

    /// <summary>Why the files cannot be followed; null while they can.</summary>
    public string? Trouble => follower?.Problem;

    /// <summary>Takes what is new.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Look()
    {
        lock (gate)
        {
            return LookNow();
        }
    }

    /// <summary>Takes what is new, unless somebody else does so at this moment: for those who must not wait.</summary>
    public void Glance()
    {
        if (gate.TryEnter())
        {
            try
            {
                LookNow();
            }
            finally
            {
                gate.Exit();
            }
        }
    }

    /// <summary>Takes what is new and writes the summary beside the run.</summary>
    public void Settle()
    {
        lock (gate)
        {
            follower?.Read();
            Summarise();
            Keep();
        }
    }

    public void Dispose() => lease.Dispose();

    bool LookNow()
    {
        follower?.Read();
        var isNew = lease.Series.Revision != seen;
        (seen, isStale) = (lease.Series.Revision, isStale || isNew);
        if (isNew)
        {
            Interlocked.Exchange(ref lastNews, clock.GetTimestamp());
        }

        var isDue = isStale && (summarised == 0 || clock.GetElapsedTime(summarised) >= pace);
        if (isNew && (!isDue || pace > ShortestPace))
        {
            // Those who look at the curves need not wait for the summary.
            registry.Touch(id);
        }

        if (isDue)
        {
            Summarise();
        }

        return isNew;
    }

    void Summarise()
    {
        var started = clock.GetTimestamp();
        if (registry.Find(id) is not { } card)
        {
            return;
        }

        Findings = FindingReader.Of(lease.Series, card.Entry.IsUnderWay, clock);
        var summary = SummaryReader.Of(lease.Series, [.. Findings.Where(finding => finding.IsActive).Select(finding => new FindingChip(finding.Rule, finding.Severity.ToString().ToLowerInvariant()))]);
        (summarised, isStale) = (clock.GetTimestamp(), false);
        pace = TimeSpan.FromTicks(Math.Clamp(LeastRest * clock.GetElapsedTime(started).Ticks, ShortestPace.Ticks, LongestPace.Ticks));
        // Before the first line only the documents know how long it will be.
        registry.Summarise(id, summary.Iterations > 0 ? summary : summary with { Iterations = card.Summary.Iterations });
        if (kept == 0 || clock.GetElapsedTime(kept) >= KeepPace)
        {
            Keep();
        }
    }

    void Keep()
    {
        kept = clock.GetTimestamp();
        if (registry.Find(id) is { } card)
        {
            folders.WriteSummary(id, card.Summary);
        }
    }
}
