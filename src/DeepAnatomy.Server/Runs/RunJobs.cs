using DeepAnatomy.Operations.Jobs;

namespace DeepAnatomy.Server.Runs;

/// <summary>Carries what happens to the processes of runs over to the runs.</summary>
sealed partial class RunJobs(LocalExecutor executor, RunRegistry registry, RunTrackers trackers, RunVerdicts verdicts, RunFolders folders, ILogger<RunJobs> log) : BackgroundService
{
    const int LongestWords = 600, WordLines = 4;
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200), Patience = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Reconcile();
        var looking = executor.RunAsync(Pace, stoppingToken);
        try
        {
            await foreach (var job in executor.Changes.ReadAllAsync(stoppingToken))
            {
                // What happened to a process must not be lost: it is written down as soon as the disk allows.
                while (!await Carry(job))
                {
                    await Task.Delay(Patience, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What was going on when the server went down.
    async Task Reconcile()
    {
        var known = executor.All.Select(job => job.Id).ToHashSet();
        foreach (var entry in registry.All.Select(card => card.Entry).Where(entry => entry.Job is not null && !known.Contains(entry.Job)).ToArray())
        {
            await Carry(new(entry.Job!, JobState.Ended));
        }
    }

    async Task<bool> Carry(JobStatus job)
    {
        var id = job.Id[..job.Id.LastIndexOf('.')];
        try
        {
            switch (job.State)
            {
                case JobState.Queued:
                    await registry.ChangeAsync(id, entry => entry.Job == job.Id && entry.State == RunState.Queued ? entry with { Reason = job.Waits } : entry);
                    break;
                case JobState.Running:
                    trackers.Follow(id);
                    await registry.ChangeAsync(id, entry => entry.Job == job.Id && entry.State == RunState.Queued ? entry with { State = RunState.Starting, Reason = "" } : entry);
                    break;
                case JobState.Ended:
                    await Ended(id, job);
                    break;
            }

            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            NotCarried(log, id, error);
            return false;
        }
    }

    async Task Ended(string id, JobStatus job)
    {
        if (registry.Find(id)?.Entry.Job == job.Id)
        {
            var tracker = trackers.Follow(id);
            tracker.Look();
            // One that was quick may not have been seen at work.
            await verdicts.LinesCame(id, tracker.Series);
            await verdicts.JobEnded(id, job, tracker.Series, LastWords(job.Id));
            KeepOutput(id, job.Id);
            trackers.Leave(id);
        }

        executor.Forget(job.Id);
    }

    string LastWords(string job)
    {
        var file = executor.LogOf(job);
        var words = File.Exists(file) ? string.Join(" ", File.ReadLines(file).Where(line => line.Trim().Length > 0).TakeLast(WordLines).Select(line => line.Trim())) : "";
        return words.Length > LongestWords ? words[..LongestWords] : words;
    }

    void KeepOutput(string id, string job)
    {
        if (File.Exists(executor.LogOf(job)))
        {
            File.Copy(executor.LogOf(job), Path.Combine(Directory.CreateDirectory(Path.Combine(folders.Of(id), "logs")).FullName, $"worker-{job[(job.LastIndexOf('.') + 1)..]}.log"), overwrite: true);
        }
    }

    [LoggerMessage(LogLevel.Error, "What happened to run {Id} could not be written down.")]
    static partial void NotCarried(ILogger logger, string id, Exception error);
}
