using System.Collections.Concurrent;
using System.Collections.Immutable;
using DeepAnatomy.Operations.Monitoring.Diagnosis;
using DeepAnatomy.Server.Notifications;
using DeepAnatomy.Server.Workspace;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Runs;

/// <summary>Tells of every finding once: in the timeline of its run, and to those who want to know.</summary>
sealed class FindingNews(RunRegistry registry, IDbContextFactory<WorkspaceDatabase> databases, Notifier notifier, TimeProvider clock)
{
    const string Kind = "finding";
    readonly ConcurrentDictionary<string, HashSet<string>> told = new(StringComparer.Ordinal);

    /// <summary>Tells of those that are new; called by one at a time for a run.</summary>
    public async Task TellAsync(string id, ImmutableArray<Finding> findings)
    {
        if (findings.Length == 0 || registry.Find(id) is not { Entry: var entry })
        {
            return;
        }

        if (!told.TryGetValue(id, out var known))
        {
            await using var reading = await databases.CreateDbContextAsync();
            var texts = await reading.Timeline.AsNoTracking().Where(item => item.RunId == id && item.Kind == Kind).Select(item => item.Text).ToListAsync();
            told[id] = known = [.. texts.Select(TimelineWords.KeyOf)];
        }

        var news = findings.Where(finding => !known.Contains(TimelineWords.KeyOf(finding))).ToArray();
        if (news.Length == 0)
        {
            return;
        }

        await using var database = await databases.CreateDbContextAsync();
        database.Timeline.AddRange(news.Select(finding => new TimelineEntry { RunId = id, Time = clock.GetUtcNow(), Kind = Kind, Text = TimelineWords.Kept(finding) }));
        await database.SaveChangesAsync();
        foreach (var finding in news)
        {
            known.Add(TimelineWords.KeyOf(finding));
            notifier.FindingCame(entry, finding.Rule, finding.Severity.ToString().ToLowerInvariant(), finding.Explanation("en"));
        }
    }
}
