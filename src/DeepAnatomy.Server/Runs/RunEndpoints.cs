using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Audit;
using DeepAnatomy.Server.Charts;
using DeepAnatomy.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DeepAnatomy.Server.Runs;

/// <summary>Finding, making, changing and discarding runs.</summary>
static class RunEndpoints
{
    const int LongestKey = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("", List).For(Role.Viewer).WithSummary("The list of runs.");
        runs.MapPost("", Create).For(Role.Trainer).Audited("run.create").WithSummary("Makes a run and puts it into the queue; with start=false it only makes it. Asked again with the same Idempotency-Key (of the same account), it makes no second one and answers with the first.").Produces<RefusedTraining>(StatusCodes.Status422UnprocessableEntity, "application/problem+json").ProducesProblem(StatusCodes.Status409Conflict);
        runs.MapGet("/{id}", Detail).For(Role.Viewer).Audited("run.read").WithSummary("Everything about a run.");
        runs.MapPatch("/{id}", Change).For(Role.Trainer).Audited("run.change").WithSummary("Changes name, notes or tags.");
        runs.MapDelete("/{id}", Discard).For(Role.Administrator).Audited("run.discard").WithSummary("Moves a run to the trash of the workspace.");
    }

    static Results<Ok<RunList>, ProblemHttpResult> List(RunRegistry registry, string? search = null, string? state = null, string? tag = null, string? sort = null, int count = 200, int skip = 0)
    {
        try
        {
            return TypedResults.Ok(RunListing.Of(registry.All, search, state, tag, sort, count, skip));
        }
        catch (ArgumentException error)
        {
            return Refusals.Invalid(error.Message);
        }
    }

    static async Task<Results<Created<CreatedRun>, ProblemHttpResult>> Create(NewRunForm form, HttpContext context, TrainingCheck checker, RunLaunch launch, CancellationToken cancellation, bool start = true, [FromHeader(Name = "Idempotency-Key")] string? key = null)
    {
        if (key is not null && (key.Length is 0 or > LongestKey || key.Any(letter => letter is < '!' or > '~')))
        {
            return Refusals.Invalid($"An Idempotency-Key has 1 to {LongestKey} visible ASCII characters.");
        }

        if (RunWords.Problem(form.Name, form.Notes, form.Tags) is { } problem)
        {
            return Refusals.Invalid(problem);
        }

        CheckedTraining? check = null;
        if (!form.Remote || form.Configuration.Length > 0)
        {
            check = checker.Run(form.Configuration, form.Architecture, cancellation);
            if (check.Problems.Length > 0)
            {
                return CheckEndpoints.Refused(check);
            }
        }

        var actor = Claims.NameOf(context.User);
        var entry = await launch.CreateAsync(new(form.Name.Trim(), form.Notes, RunWords.Clean(form.Tags), form.Configuration, form.Architecture) { Origin = form.Origin, IsRemote = form.Remote, MemoryMb = form.MemoryMb, CreationKey = key }, check, actor);
        context.Items[typeof(AuditEntry)] = entry.Id;
        return start && !form.Remote && entry.State == RunState.Created && await launch.StartAsync(entry.Id, null, actor) is { } refusal
            ? Refusals.Conflict(refusal)
            : TypedResults.Created($"/api/runs/{entry.Id}", new CreatedRun(entry.Id));
    }

    static async Task<Results<Ok<RunDetail>, ProblemHttpResult>> Detail(string id, HttpRequest request, RunDetails details, CancellationToken cancellation) =>
        await details.OfAsync(id, PageLanguage.Of(request), cancellation) is { } detail ? TypedResults.Ok(detail) : Refusals.NotFound("run of that name");

    static async Task<Results<Ok<RunRow>, ProblemHttpResult>> Change(string id, RunChangeForm form, HttpContext context, RunRegistry registry)
    {
        if (RunWords.Problem(form.Name ?? "-", form.Notes ?? "", form.Tags) is { } problem)
        {
            return Refusals.Invalid(problem);
        }

        var changed = await registry.ChangeAsync(
            id,
            entry => entry with { Name = form.Name?.Trim() ?? entry.Name, Notes = form.Notes ?? entry.Notes, Tags = form.Tags is null ? entry.Tags : string.Join('\n', RunWords.Clean(form.Tags)) },
            Claims.NameOf(context.User));
        return changed is null ? Refusals.NotFound("run of that name") : TypedResults.Ok(RunRows.Of(registry.Find(id)!));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Discard(string id, HttpContext context, RunRegistry registry, RunFolders folders, RunTrackers trackers, SeriesShelf shelf, TimeProvider clock)
    {
        if (registry.Find(id) is not { } card)
        {
            return Refusals.NotFound("run of that name");
        }

        if (card.Entry.IsUnderWay)
        {
            return Refusals.Conflict("It is under way. Stop it first.");
        }

        trackers.Drop(id);
        shelf.Close(id);
        folders.Discard(id, clock.GetUtcNow());
        await registry.RemoveAsync(id, Claims.NameOf(context.User));
        return TypedResults.NoContent();
    }
}
