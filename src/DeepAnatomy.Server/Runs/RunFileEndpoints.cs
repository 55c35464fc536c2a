using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Charts;
using DeepAnatomy.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;

namespace DeepAnatomy.Server.Runs;

/// <summary>The documents, files and log of a run.</summary>
static class RunFileEndpoints
{
    const int MostLines = 5000;
    static readonly FileExtensionContentTypeProvider Types = new();

    public static void Map(IEndpointRouteBuilder api)
    {
        var run = api.MapGroup("/runs/{id}").WithTags("Files").For(Role.Viewer);
        run.MapGet("/configuration", (string id, RunRegistry registry, RunFolders folders) => Document(id, registry, folders.HandedInOf(id), "text/plain")).Audited("run.configuration").WithSummary("The configuration as it was handed in.").Produces<string>(StatusCodes.Status200OK, "text/plain");
        run.MapGet("/architecture", (string id, RunRegistry registry, RunFolders folders) => Document(id, registry, folders.ArchitectureOf(id), "text/plain")).Audited("run.architecture").WithSummary("The architecture.").Produces<string>(StatusCodes.Status200OK, "text/plain");
        run.MapGet("/files/{**path}", Download).Audited("run.file").WithSummary("A file of the run.").Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");
        run.MapGet("/log", Log).WithSummary("Log lines of the run.");
    }

    static IResult Document(string id, RunRegistry registry, string file, string type) =>
        registry.Find(id) is not null && File.Exists(file) ? TypedResults.File(File.ReadAllBytes(file), type + "; charset=utf-8") : Refusals.NotFound("such document");

    static IResult Download(string id, string path, HttpContext context, RunRegistry registry, RunFolders folders)
    {
        if (registry.Find(id) is null || RunFiles.Find(folders.Of(id), path) is not { } file)
        {
            return Refusals.NotFound("such file");
        }

        // Only pictures open in the browser; everything else is saved, so that nothing of a run is ever run by a page.
        var type = Types.TryGetContentType(file.Name, out var known) ? known : "application/octet-stream";
        return type is "image/png" or "image/jpeg"
            ? TypedResults.PhysicalFile(file.FullName, type, lastModified: file.LastWriteTimeUtc, enableRangeProcessing: true)
            : TypedResults.PhysicalFile(file.FullName, "application/octet-stream", file.Name, file.LastWriteTimeUtc, enableRangeProcessing: true);
    }

    static Results<Ok<LogPage>, ProblemHttpResult> Log(string id, RunRegistry registry, SeriesShelf shelf, int after = 0, int count = 500)
    {
        if (registry.Find(id) is null)
        {
            return Refusals.NotFound("run of that name");
        }

        using var lease = shelf.Look(id);
        var events = lease.Series.Events(Math.Max(0, after));
        List<LogRow> rows = [];
        var passed = 0;
        foreach (var line in events)
        {
            if (rows.Count >= Math.Clamp(count, 1, MostLines))
            {
                break;
            }

            passed++;
            if (line.Kind == "log")
            {
                rows.Add(new(line.Session, line.Seq, line.Time, LineFields.Word(line, "level"), LineFields.Word(line, "text")));
            }
        }

        return TypedResults.Ok(new LogPage(rows, Math.Max(0, after) + passed));
    }
}
