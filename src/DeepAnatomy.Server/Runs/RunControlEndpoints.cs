using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Audit;
using DeepAnatomy.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DeepAnatomy.Server.Runs;

/// <summary>Starting, stopping and repeating runs.</summary>
static class RunControlEndpoints
{
    const int MostIterations = 100_000_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs/{id}").WithTags("Runs").For(Role.Trainer).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        runs.MapPost("/stop", Stop).Audited("run.stop").WithSummary("Stops after a checkpoint, or at once.");
        runs.MapPost("/resume", Resume).Audited("run.resume").WithSummary("Starts, goes on from the last checkpoint, or extends.");
        runs.MapPost("/rerun", Rerun).Audited("run.rerun").WithSummary("Makes and starts a run of the same documents.").Produces<RefusedTraining>(StatusCodes.Status422UnprocessableEntity, "application/problem+json");
    }

    static async Task<Results<Accepted, ProblemHttpResult>> Stop(string id, StopForm? form, HttpContext context, RunRegistry registry, RunLaunch launch) =>
        registry.Find(id) is null ? Refusals.NotFound("run of that name")
        : await launch.StopAsync(id, form?.Now ?? false, Claims.NameOf(context.User)) is { } refusal ? Refusals.Conflict(refusal)
        : TypedResults.Accepted($"/api/runs/{id}");

    static async Task<Results<Accepted, ProblemHttpResult>> Resume(string id, ResumeForm? form, HttpContext context, RunRegistry registry, RunLaunch launch) =>
        registry.Find(id) is null ? Refusals.NotFound("run of that name")
        : form?.Iterations is < 1 or > MostIterations ? Refusals.Invalid($"iterations: 1 to {MostIterations}.")
        : await launch.StartAsync(id, form?.Iterations, Claims.NameOf(context.User)) is { } refusal ? Refusals.Conflict(refusal)
        : TypedResults.Accepted($"/api/runs/{id}");

    static async Task<Results<Created<CreatedRun>, ProblemHttpResult>> Rerun(string id, HttpContext context, RunRegistry registry, RunFolders folders, TrainingCheck checker, RunLaunch launch, CancellationToken cancellation)
    {
        if (registry.Find(id) is not { Entry: var old })
        {
            return Refusals.NotFound("run of that name");
        }

        if (!File.Exists(folders.ConfigurationOf(id)))
        {
            return Refusals.Conflict("Its configuration is missing.");
        }

        // What the worker was started with, defaults written out: the same numbers even when defaults change.
        var configuration = await File.ReadAllTextAsync(folders.ConfigurationOf(id), cancellation);
        var architecture = File.Exists(folders.ArchitectureOf(id)) ? await File.ReadAllTextAsync(folders.ArchitectureOf(id), cancellation) : null;
        var check = checker.Run(configuration, architecture, cancellation);
        if (check.Problems.Length > 0)
        {
            return CheckEndpoints.Refused(check);
        }

        var actor = Claims.NameOf(context.User);
        var entry = await launch.CreateAsync(new(old.Name, old.Notes, RunRows.TagsOf(old), configuration, architecture) { Origin = id, MemoryMb = old.MemoryMb > 0 ? old.MemoryMb : null }, check, actor);
        context.Items[typeof(AuditEntry)] = entry.Id;
        return await launch.StartAsync(entry.Id, null, actor) is { } refusal ? Refusals.Conflict(refusal) : TypedResults.Created($"/api/runs/{entry.Id}", new CreatedRun(entry.Id));
    }
}
