using System.Collections.Concurrent;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Server.Charts;

namespace DeepAnatomy.Server.Runs;

/// <summary>The runs that are followed now.</summary>
sealed partial class RunTrackers(RunRegistry registry, RunFolders folders, SeriesShelf shelf, RunVerdicts verdicts, FindingNews news, TimeProvider clock, ILogger<RunTrackers> log) : BackgroundService
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50), TidyPace = TimeSpan.FromMilliseconds(900);
    readonly ConcurrentDictionary<string, RunTracker> tracked = new(StringComparer.Ordinal);

    /// <summary>Follows a run from now on.</summary>
    public RunTracker Follow(string id)
    {
        while (true)
        {
            if (tracked.TryGetValue(id, out var known))
            {
                return known;
            }

            var lease = shelf.Take(id);
            var isSent = registry.Find(id)?.Entry.Source is RunSource.Remote or RunSource.Imported;
            var tracker = new RunTracker(id, lease, isSent ? null : new FileFollower(folders.MetricsOf(id), lease.Series), registry, folders, clock);
            if (tracked.TryAdd(id, tracker))
            {
                return tracker;
            }

            tracker.Dispose();
        }
    }

    /// <summary>Takes the last lines of a run and follows it no more.</summary>
    public void Leave(string id)
    {
        if (tracked.TryRemove(id, out var tracker))
        {
            tracker.Settle();
            Safely(id, tracker.Series.Compact);
            tracker.Dispose();
        }
    }

    /// <summary>Follows a run no more without a last look.</summary>
    public void Drop(string id)
    {
        if (tracked.TryRemove(id, out var tracker))
        {
            tracker.Dispose();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var card in registry.All.Where(card => card.Entry.IsUnderWay))
        {
            Safely(card.Entry.Id, () => Follow(card.Entry.Id));
        }

        var tidying = Tidy(stoppingToken);
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var tracker in tracked.Values)
                {
                    await Look(tracker);
                }
            }
        }
        catch (OperationCanceledException)
        {
            foreach (var tracker in tracked.Values)
            {
                Safely(tracker.Id, tracker.Settle);
            }

            await tidying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Beside the following: forcing bytes to a slow disk must not hold up the curves.
    async Task Tidy(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TidyPace, clock);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            Safely("", shelf.Tidy);
        }
    }

    async Task Look(RunTracker tracker)
    {
        try
        {
            if (tracker.Look())
            {
                await verdicts.LinesCame(tracker.Id, tracker.Series);
            }

            await news.TellAsync(tracker.Id, tracker.Findings);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            NotFollowed(log, tracker.Id, error);
        }
    }

    void Safely(string id, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            NotFollowed(log, id, error);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Run {Id} cannot be followed now.")]
    static partial void NotFollowed(ILogger logger, string id, Exception error);
}
