using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.TensorBoard;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Audit;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Runs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DeepAnatomy.Server.Charts;

/// <summary>Curves that another tool kept.</summary>
static class ImportEndpoints
{
    const long LargestUpload = 2L << 30;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/import/tensorboard", Import).For(Role.Trainer).Audited("run.import").WithTags("Charts")
        .WithSummary("Makes a run of TensorBoard's event files; several files of one folder are its sessions.")
        .DisableAntiforgery()
        .WithMetadata(new RequestSizeLimitAttribute(LargestUpload), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = LargestUpload })
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    static async Task<Results<Created<ImportedRun>, ProblemHttpResult>> Import(IFormFileCollection files, HttpContext context, RunRegistry registry, SeriesShelf shelf, RunFolders folders, TimeProvider clock, string? name = null)
    {
        var title = string.IsNullOrWhiteSpace(name) ? "TensorBoard" : name.Trim();
        if (RunWords.Problem(title, "", null) is { } problem)
        {
            return Refusals.Invalid(problem);
        }

        if (files.Count == 0)
        {
            return Refusals.Invalid("There is no file in the upload. Send event files (names with \"tfevents\") as a form.");
        }

        var now = clock.GetUtcNow();
        var id = RunIds.New(now);
        try
        {
            using var lease = shelf.Take(id);
            var report = TensorBoardImport.Import([.. files.Select(file => new EventFile(file.FileName.Replace('\\', '/').TrimStart('/'), file.OpenReadStream))], lease.Series);
            if (report.Points == 0)
            {
                lease.Dispose();
                Discard(id, shelf, folders);
                return Refusals.Of(StatusCodes.Status422UnprocessableEntity, "Not an event file", report.Problems.Length > 0 ? string.Join(" ", report.Problems) : "There is no point in the files.");
            }

            var summary = SummaryReader.Of(lease.Series, []);
            var (first, last) = (lease.Series.Sessions.FirstOrDefault()?.Started, lease.Series.Sessions.LastOrDefault()?.LastHeard);
            await registry.AddAsync(new() { Id = id, Name = title, Owner = Claims.NameOf(context.User), State = RunState.Finished, Reason = $"{report.Points:#,0} points of {files.Count} files", Source = RunSource.Imported, Created = now, Started = first, Ended = last }, summary, Claims.NameOf(context.User));
            folders.WriteSummary(id, summary);
            context.Items[typeof(AuditEntry)] = id;
            return TypedResults.Created($"/api/runs/{id}", new ImportedRun(id, report.Points, report.Problems));
        }
        catch (UnusableSeriesException error)
        {
            Discard(id, shelf, folders);
            return Refusals.Of(StatusCodes.Status422UnprocessableEntity, "Not an event file", $"{error.Reason}. {error.Remedy}.");
        }
    }

    static void Discard(string id, SeriesShelf shelf, RunFolders folders)
    {
        shelf.Close(id);
        Directory.Delete(folders.Of(id), recursive: true);
    }
}
