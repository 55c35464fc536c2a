using DeepAnatomy.Operations.Jobs;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Workspace;

namespace DeepAnatomy.Server.Runs;

/// <summary>Starts, goes on with and stops runs on this machine.</summary>
sealed class RunLaunch(RunRegistry registry, RunFolders folders, RunTrackers trackers, LocalExecutor executor, WorkspaceFolder workspace, ServerOptions options, KnownPlans plans, TimeProvider clock)
{
    const long UsualMemoryMb = 2048;

    /// <summary>Makes a run, unless its maker made it before; does not start it.</summary>
    public async Task<RunEntry> CreateAsync(NewRun wanted, CheckedTraining? check, string owner)
    {
        if (registry.FindMade(owner, wanted.CreationKey) is { } known)
        {
            return known;
        }

        var now = clock.GetUtcNow();
        var entry = new RunEntry
        {
            Id = RunIds.New(now),
            Name = wanted.Name,
            Notes = wanted.Notes,
            Tags = string.Join('\n', wanted.Tags),
            Owner = owner,
            State = RunState.Created,
            Source = wanted.IsRemote ? RunSource.Remote : RunSource.Local,
            Created = now,
            Origin = wanted.Origin,
            CreationKey = wanted.CreationKey,
            MemoryMb = Math.Min(wanted.MemoryMb ?? (check is null ? null : plans.MemoryMb(check.Resolved, wanted.Architecture)) ?? UsualMemoryMb, options.Jobs.MemoryMb),
        };
        Directory.CreateDirectory(folders.Of(entry.Id));
        if (check is not null)
        {
            folders.WriteInput(entry.Id, wanted.Configuration, check.Resolved, wanted.Architecture);
        }

        var made = await registry.AddAsync(entry, RunSummary.Empty with { Iterations = check?.Iterations ?? 0 }, owner);
        if (made.Id != entry.Id)
        {
            // The same was asked twice at the same time.
            Directory.Delete(folders.Of(entry.Id), recursive: true);
        }

        return made;
    }

    /// <summary>Puts a run into the queue: for the first time, or to go on from its last checkpoint.</summary>
    /// <param name="id">The run.</param>
    /// <param name="iterations">New number of iterations of the whole training; null for the present one.</param>
    /// <param name="actor">Who wants it.</param>
    /// <returns>Why it cannot be; null when it is in the queue.</returns>
    public async Task<string?> StartAsync(string id, int? iterations, string actor)
    {
        var tracker = trackers.Follow(id);
        tracker.Look();
        string? refusal = null;
        var job = "";
        var entry = await registry.ChangeAsync(
            id,
            old =>
            {
                refusal = old.IsUnderWay ? "It is under way already."
                    : old.Source is RunSource.Remote or RunSource.Imported ? "Its worker is elsewhere; start it there."
                    : File.Exists(folders.ConfigurationOf(id)) ? null : "Its configuration is missing.";
                job = $"{id}.{old.Starts + 1}";
                return refusal is not null ? old : old with
                {
                    State = RunState.Queued,
                    Reason = "",
                    Job = job,
                    Starts = old.Starts + 1,
                    Ending = null,
                    Started = old.Started ?? clock.GetUtcNow(),
                    Ended = null,
                    SessionsBefore = tracker.Series.Sessions.Length,
                    Changes = Changed(old.Changes, iterations),
                };
            },
            actor,
            iterations is null ? null : $"extended to {iterations} iterations");
        return entry is null ? "There is no such run." : refusal ?? await Submit(entry, job);
    }

    /// <summary>Stops a run.</summary>
    /// <param name="id">The run.</param>
    /// <param name="isNow">Whether to end the process at once instead of after a checkpoint.</param>
    /// <param name="actor">Who wants it.</param>
    /// <returns>Why it cannot be; null when it was asked.</returns>
    public async Task<string?> StopAsync(string id, bool isNow, string actor)
    {
        string? refusal = null;
        var (wasAsked, job) = (false, (string?)null);
        var entry = await registry.ChangeAsync(
            id,
            old =>
            {
                (wasAsked, job) = (old.State == RunState.Stopping, old.Job);
                refusal = !old.IsUnderWay ? "It is not under way."
                    : old.Source == RunSource.Remote ? "Its worker is elsewhere; stop it there."
                    : isNow && old.Job is null ? "It was started on the command line; it can be stopped after a checkpoint, or end it there." : null;
                return refusal is not null ? old : old with { State = old.State == RunState.Queued ? RunState.Queued : RunState.Stopping, Reason = isNow ? "ends at once" : old.State == RunState.Queued ? "" : "stops after a checkpoint", Ending = isNow || old.State == RunState.Queued ? actor : old.Ending };
            },
            actor,
            isNow ? "asked to stop at once" : "asked to stop after a checkpoint");
        if (entry is null || refusal is not null)
        {
            return refusal ?? "There is no such run.";
        }

        if (job is null)
        {
            await File.WriteAllTextAsync(Path.Combine(folders.Of(id), "stop"), "");
        }
        else if (isNow)
        {
            executor.End(job);
        }
        else if (!wasAsked)
        {
            // A second signal would end the worker without a checkpoint.
            executor.Ask(job);
        }

        return null;
    }

    async Task<string?> Submit(RunEntry entry, string job)
    {
        var (configuration, architecture) = (folders.ConfigurationOf(entry.Id), folders.ArchitectureOf(entry.Id));
        string[] arguments =
        [
            "train", configuration, "--run", folders.Of(entry.Id), "--resume",
            .. File.Exists(architecture) ? new[] { "--arch", architecture } : [],
            .. entry.Changes.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(change => new[] { "--set", change }),
        ];
        try
        {
            var threads = WorkerNeeds.ThreadsOf(configuration);
            executor.Submit(new(job, options.Worker, [.. arguments], workspace.Root)
            {
                Processors = threads == 0 ? options.Jobs.Processors : Math.Min(threads, options.Jobs.Processors),
                MemoryMb = Math.Min(entry.MemoryMb > 0 ? entry.MemoryMb : UsualMemoryMb, options.Jobs.MemoryMb),
                Variables = WorkerNeeds.Variables,
            });
            executor.Look();
            return null;
        }
        catch (JobRefusedException error)
        {
            await registry.ChangeAsync(entry.Id, old => old with { State = RunState.Failed, Reason = error.Message, Job = null, Ended = clock.GetUtcNow() });
            return error.Message;
        }
    }

    static string Changed(string changes, int? iterations) => iterations is null
        ? changes
        : string.Join('\n', changes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(change => !change.StartsWith("limits.iterations=", StringComparison.Ordinal)).Append($"limits.iterations={iterations}"));
}
