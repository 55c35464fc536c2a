using System.Collections.Concurrent;
using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Server.Runs;

/// <summary>Takes up runs whose folders appear in the workspace, notices that a run goes on elsewhere, and that one has fallen silent.</summary>
sealed partial class RunAdoption(RunRegistry registry, RunFolders folders, RunTrackers trackers, RunVerdicts verdicts, TimeProvider clock, ILogger<RunAdoption> log) : BackgroundService
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(2), Silence = TimeSpan.FromMinutes(15), Rest = TimeSpan.FromSeconds(5);
    readonly ConcurrentDictionary<string, DateTime> written = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        do
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or Microsoft.EntityFrameworkCore.DbUpdateException)
            {
                NotRead(log, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));
    }

    async Task Look(CancellationToken cancellation)
    {
        foreach (var path in Directory.EnumerateDirectories(folders.Root))
        {
            cancellation.ThrowIfCancellationRequested();
            var id = Path.GetFileName(path);
            if (!RunIds.IsOne(id))
            {
                continue;
            }

            if (registry.Find(id) is null && File.Exists(folders.RecordOf(id)))
            {
                await Adopt(id);
            }
            else if (registry.Find(id) is { Entry: { Job: null, Source: RunSource.Adopted or RunSource.Local } })
            {
                await NoticeLines(id);
            }
        }

        foreach (var card in registry.All)
        {
            await NoticeEnd(card);
        }
    }

    async Task Adopt(string id)
    {
        RunRecord record;
        try
        {
            record = new RunFolder(folders.Of(id)).Read();
        }
        catch (IOException error)
        {
            NotAdopted(log, id, error.Message);
            return;
        }

        var created = DateTimeOffset.TryParse(record.Created, out var time) ? time : clock.GetUtcNow();
        await registry.AddAsync(new() { Id = id, Name = record.Name, State = RunState.Created, Source = RunSource.Adopted, Created = created, Started = created }, RunSummary.Empty with { Iterations = record.Iterations }, "");
        await NoticeLines(id);
    }

    // A new session makes a new file, and so changes the folder.
    async Task NoticeLines(string id)
    {
        var metrics = folders.MetricsOf(id);
        if (!Directory.Exists(metrics))
        {
            return;
        }

        var time = Directory.GetLastWriteTimeUtc(metrics);
        var isKnown = written.TryGetValue(id, out var before) ? before == time : folders.SummaryTime(id) >= time && registry.Find(id) is { Entry.IsUnderWay: false };
        written[id] = time;
        if (isKnown)
        {
            return;
        }

        var tracker = trackers.Follow(id);
        tracker.Look();
        await verdicts.LinesCame(id, tracker.Series);
    }

    async Task NoticeEnd(RunCard card)
    {
        var entry = card.Entry;
        if (entry.Job is not null)
        {
            return;
        }

        if (!entry.IsUnderWay)
        {
            if (entry.Ended is null || clock.GetUtcNow() - entry.Ended > Rest)
            {
                trackers.Leave(entry.Id);
            }

            return;
        }

        if (IsGone(entry, out var reason))
        {
            // A last look: the end may have been written since.
            trackers.Follow(entry.Id).Look();
            await verdicts.LinesCame(entry.Id, trackers.Follow(entry.Id).Series);
            await verdicts.Silent(entry.Id, reason);
        }
    }

    bool IsGone(RunEntry entry, out string reason)
    {
        reason = $"nothing was heard for {Silence.TotalMinutes:0} minutes";
        if (entry.Source != RunSource.Remote && LastHost(entry.Id) is { } host && host.Name == Environment.MachineName)
        {
            reason = "its process is gone; it can go on from its last checkpoint";
            return !File.Exists($"/proc/{host.Process}/stat");
        }

        return trackers.Follow(entry.Id).Silence > Silence;
    }

    RunHost? LastHost(string id)
    {
        try
        {
            return new RunFolder(folders.Of(id)).Read().Sessions is [.., var session] ? session.Host : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Run folder {Id} cannot be taken up: {Reason}")]
    static partial void NotAdopted(ILogger logger, string id, string reason);

    [LoggerMessage(LogLevel.Warning, "The folder of runs cannot be read now.")]
    static partial void NotRead(ILogger logger, Exception error);
}
