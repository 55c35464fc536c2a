using System.Collections.Immutable;
using System.Text.Json;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Server.Charts;
using DeepAnatomy.Server.Workspace;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Runs;

/// <summary>Gathers everything about a run.</summary>
sealed class RunDetails(RunRegistry registry, RunFolders folders, SeriesShelf shelf, FileHashes hashes, IDbContextFactory<WorkspaceDatabase> databases)
{
    const int MostSamples = 2000, MostArtifacts = 2000;
    static readonly EnumerationOptions Files = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 4 };

    /// <param name="id">The run.</param>
    /// <param name="language">Of the timeline: <c>de</c> for German; else English.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null where there is no such run.</returns>
    public async Task<RunDetail?> OfAsync(string id, string language, CancellationToken cancellation)
    {
        if (registry.Find(id) is not { } card)
        {
            return null;
        }

        ImmutableArray<Session> sessions;
        ImmutableArray<RunEvent> events;
        using (var lease = shelf.Look(id))
        {
            (sessions, events) = (lease.Series.Sessions, lease.Series.Events());
        }

        await using var database = await databases.CreateDbContextAsync(cancellation);
        var timeline = await database.Timeline.AsNoTracking().Where(item => item.RunId == id).OrderBy(item => item.Id).Select(item => new TimelineRow(item.Time, item.Kind, item.Text, item.Actor)).ToListAsync(cancellation);
        var artifacts = Artifacts(id);
        return new(RunRows.Of(card))
        {
            Notes = card.Entry.Notes,
            Origin = card.Entry.Origin,
            Sessions = [.. sessions.Select((session, n) => Row(session, n + 1 < sessions.Length || !card.Entry.IsUnderWay))],
            Facts = RunFacts.Of(card.Entry, folders),
            Timeline = [.. timeline.Concat(Told(events)).OrderBy(item => item.Time).Select(item => item with { Text = TimelineWords.Of(item.Kind, item.Text, language) })],
            Checkpoints = Checkpoints(id, events, artifacts.ToDictionary(file => file.Path, file => file.Bytes)),
            Artifacts = artifacts,
            Samples = [.. events.Where(line => line.Kind == "sample").Select(line => Sample(id, line)).OfType<SampleRow>().TakeLast(MostSamples)],
        };
    }

    static SessionRow Row(Session session, bool isOver) => new(session.Number, session.StartStep, session.LastStep, session.Started, isOver ? session.LastHeard : null, session.State, session.Reason, session.Host);

    static IEnumerable<TimelineRow> Told(ImmutableArray<RunEvent> events)
    {
        foreach (var line in events.Where(line => line.Kind is "session" or "rollback"))
        {
            yield return line.Kind == "session"
                ? new(line.Time, "session", $"session {line.Session} begins at step {LineFields.Number(line, "start_step") ?? 0}", "")
                : new(line.Time, "session", $"went back to step {line.Step}: {LineFields.Word(line, "reason")}", "");
        }
    }

    CheckpointRow[] Checkpoints(string id, ImmutableArray<RunEvent> events, Dictionary<string, long> sizes)
    {
        var written = events.Where(line => line.Kind == "checkpoint").Select(line => (Line: line, File: LineFields.Word(line, "file"), IsBest: LineFields.IsTrue(line, "best"))).ToArray();
        // A file is written anew each time: only its last writing is what lies there.
        return [.. written.Select((one, n) =>
        {
            var isThere = written.Skip(n + 1).All(later => later.File != one.File) && sizes.ContainsKey(one.File);
            return new CheckpointRow(one.Line.Step ?? 0, one.File, one.IsBest, one.Line.Time, isThere ? sizes[one.File] : null, isThere ? hashes.Of(Path.Combine(folders.Of(id), one.File)) : null);
        })];
    }

    static SampleRow? Sample(string id, RunEvent line) => LineFields.Word(line, "file") is { Length: > 0 } file
        ? new(line.Step ?? 0, LineFields.Word(line, "case"), (int)(LineFields.Number(line, "k") ?? 0), $"/api/runs/{id}/files/{string.Join('/', file.Split('/').Select(Uri.EscapeDataString))}")
        : null;

    ArtifactRow[] Artifacts(string id)
    {
        var root = folders.Of(id);
        return !Directory.Exists(root) ? [] :
        [
            .. Directory.EnumerateFiles(root, "*", Files)
                .Select(path => (Path: Path.GetRelativePath(root, path).Replace('\\', '/'), File: new FileInfo(path)))
                .Where(file => RunFiles.IsShown(file.Path) && file.File.Exists)
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .Take(MostArtifacts)
                .Select(file => new ArtifactRow(file.Path, file.File.Length)),
        ];
    }
}
