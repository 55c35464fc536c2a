using DeepAnatomy.Operations.Monitoring.Diagnosis;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Runs;
using DeepAnatomy.Server.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Charts;

/// <summary>What the diagnosis found, and what people think of it.</summary>
static class FindingEndpoints
{
    const int LongestReason = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        var findings = api.MapGroup("/runs/{id}/findings").WithTags("Findings");
        findings.MapGet("", All).For(Role.Viewer).WithSummary("All findings; texts in the language of Accept-Language (en, de).");
        findings.MapPost("/{key}/mute", Mute).For(Role.Trainer).Audited("finding.mute").WithSummary("Judges a finding to be no problem, with a reason.");
        findings.MapDelete("/{key}/mute", Unmute).For(Role.Trainer).Audited("finding.unmute").WithSummary("Takes that back.");
    }

    static async Task<Results<Ok<FindingRow[]>, ProblemHttpResult>> All(string id, HttpContext context, RunRegistry registry, SeriesShelf shelf, WorkspaceDatabase database, TimeProvider clock, CancellationToken cancellation)
    {
        if (registry.Find(id) is not { } card)
        {
            return Refusals.NotFound("run of that name");
        }

        var mutes = await database.Mutes.AsNoTracking().Where(mute => mute.RunId == id).ToDictionaryAsync(mute => mute.Key, cancellation);
        var language = PageLanguage.Of(context.Request);
        using var lease = shelf.Look(id);
        return TypedResults.Ok(FindingReader.Of(lease.Series, card.Entry.IsUnderWay, clock).Select(finding => Row(finding, language, mutes.GetValueOrDefault(finding.Key))).ToArray());
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Mute(string id, string key, MuteForm form, HttpContext context, RunRegistry registry, WorkspaceDatabase database, TimeProvider clock)
    {
        if (registry.Find(id) is null)
        {
            return Refusals.NotFound("run of that name");
        }

        var reason = form.Reason.Trim();
        if (reason.Length is 0 or > LongestReason || key.Length > LongestReason)
        {
            return Refusals.Invalid($"A reason has 1 to {LongestReason} characters.");
        }

        await database.Mutes.Where(mute => mute.RunId == id && mute.Key == key).ExecuteDeleteAsync();
        database.Mutes.Add(new() { RunId = id, Key = key, By = Claims.NameOf(context.User), Reason = reason, Time = clock.GetUtcNow() });
        await database.SaveChangesAsync();
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Unmute(string id, string key, WorkspaceDatabase database) =>
        await database.Mutes.Where(mute => mute.RunId == id && mute.Key == key).ExecuteDeleteAsync() > 0 ? TypedResults.NoContent() : Refusals.NotFound("muted finding of that key");

    static FindingRow Row(Finding finding, string language, FindingMute? mute) => new(
        finding.Key, finding.Rule, finding.Version, finding.Severity.ToString().ToLowerInvariant(), finding.FromStep, finding.ToStep, finding.IsActive, finding.Series,
        finding.Numbers.ToDictionary(number => number.Key, number => double.IsFinite(number.Value) ? number.Value : (double?)null),
        finding.Explanation(language), finding.Suggestion(language), mute is null ? null : new(mute.By, mute.Reason, mute.Time));
}
