using System.Collections.Concurrent;
using DeepAnatomy.Server.Events;
using DeepAnatomy.Server.Workspace;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Runs;

/// <summary>All runs. In memory for reading; every change of a record is in the database before anybody sees it.</summary>
sealed class RunRegistry(IDbContextFactory<WorkspaceDatabase> databases, RunFolders folders, Revisions revisions, TimeProvider clock) : IDisposable
{
    readonly ConcurrentDictionary<string, RunCard> cards = new(StringComparer.Ordinal);
    readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>Told after the state of a run changed: the entry before and after.</summary>
    public event Action<RunEntry?, RunEntry>? StateChanged;

    // Not Values: that locks the dictionary and copies it, for every onlooker at every change.
    public IEnumerable<RunCard> All => cards.Select(pair => pair.Value);

    public int Count => cards.Count;

    public RunCard? Find(string id) => cards.GetValueOrDefault(id);

    public async Task LoadAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        foreach (var entry in await database.Runs.AsNoTracking().ToListAsync(cancellation))
        {
            cards[entry.Id] = new(entry, folders.ReadSummary(entry.Id) ?? RunSummary.Empty, revisions.Next());
        }
    }

    /// <summary>The run that somebody made with a word, or null.</summary>
    public RunEntry? FindMade(string owner, string? creationKey) =>
        creationKey is null ? null : All.FirstOrDefault(card => card.Entry.CreationKey == creationKey && card.Entry.Owner == owner)?.Entry;

    /// <summary>Takes a new run up.</summary>
    /// <returns>The run; the one that is there when its maker made it before.</returns>
    public async Task<RunEntry> AddAsync(RunEntry entry, RunSummary summary, string actor)
    {
        await writing.WaitAsync();
        try
        {
            if (FindMade(entry.Owner, entry.CreationKey) is { } made)
            {
                return made;
            }

            await using var database = await databases.CreateDbContextAsync();
            database.Runs.Add(entry);
            database.Timeline.Add(new() { RunId = entry.Id, Time = clock.GetUtcNow(), Kind = "state", Text = Said(entry), Actor = actor });
            await database.SaveChangesAsync();
            cards[entry.Id] = new(entry, summary, 0);
            Publish(entry.Id);
        }
        finally
        {
            writing.Release();
        }

        StateChanged?.Invoke(null, entry);
        return entry;
    }

    /// <summary>Changes a run; a new state goes into its timeline.</summary>
    /// <param name="id">The run.</param>
    /// <param name="change">Makes the new record of the present one; may return it unchanged.</param>
    /// <param name="actor">Who; empty for worker and server.</param>
    /// <param name="request">What was asked, for the timeline; null for nothing.</param>
    /// <returns>The new record, or null when there is no such run.</returns>
    public async Task<RunEntry?> ChangeAsync(string id, Func<RunEntry, RunEntry> change, string actor = "", string? request = null)
    {
        RunEntry old, next;
        await writing.WaitAsync();
        try
        {
            if (!cards.TryGetValue(id, out var card))
            {
                return null;
            }

            (old, next) = (card.Entry, change(card.Entry));
            // What was refused, or is so already, is nothing that happened.
            if (old == next)
            {
                return old;
            }

            await Save(old, next, actor, request);
            Replace(id, present => present with { Entry = next });
            Publish(id);
        }
        finally
        {
            writing.Release();
        }

        if (old.State != next.State)
        {
            StateChanged?.Invoke(old, next);
        }

        return next;
    }

    /// <summary>Replaces the summary; nothing is written.</summary>
    public void Summarise(string id, RunSummary summary)
    {
        Replace(id, card => card with { Summary = summary });
        Publish(id);
    }

    /// <summary>Says that there is something new of a run, though its record and summary are as before: points.</summary>
    public void Touch(string id) => Publish(id);

    /// <summary>Forgets a run; its timeline stays.</summary>
    public async Task RemoveAsync(string id, string actor)
    {
        await writing.WaitAsync();
        try
        {
            await using var database = await databases.CreateDbContextAsync();
            database.Timeline.Add(new() { RunId = id, Time = clock.GetUtcNow(), Kind = "request", Text = "moved to the trash", Actor = actor });
            await database.SaveChangesAsync();
            await database.Runs.Where(run => run.Id == id).ExecuteDeleteAsync();
            cards.TryRemove(id, out _);
            revisions.Changed(_ => { });
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose() => writing.Dispose();

    async Task Save(RunEntry old, RunEntry next, string actor, string? request)
    {
        await using var database = await databases.CreateDbContextAsync();
        database.Runs.Update(next);
        if (request is not null)
        {
            database.Timeline.Add(new() { RunId = next.Id, Time = clock.GetUtcNow(), Kind = "request", Text = request, Actor = actor });
        }

        if (old.State != next.State || (old.Reason != next.Reason && next.State is not RunState.Queued))
        {
            database.Timeline.Add(new() { RunId = next.Id, Time = clock.GetUtcNow(), Kind = "state", Text = Said(next), Actor = actor });
        }

        await database.SaveChangesAsync();
    }

    void Publish(string id) => revisions.Changed(revision => Replace(id, card => card with { Revision = revision }));

    void Replace(string id, Func<RunCard, RunCard> change)
    {
        while (cards.TryGetValue(id, out var card) && !cards.TryUpdate(id, change(card), card))
        {
            // Somebody else was faster; the change is made anew on what they left.
        }
    }

    static string Said(RunEntry entry) => entry.Reason.Length > 0 ? $"{entry.State.ToString().ToLowerInvariant()}: {entry.Reason}" : entry.State.ToString().ToLowerInvariant();
}
