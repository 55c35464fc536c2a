using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DeepAnatomy.Server.Runs;

/// <summary>Checking the documents of a training before it is made.</summary>
static class CheckEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/runs/check", Check).For(Role.Trainer).WithTags("Runs")
        .WithSummary("All problems of configuration, architecture and dataset, with lines; with plan=true also what the training needs, by three real iterations (seconds).");

    /// <summary>The answer to a training that cannot start.</summary>
    public static ProblemHttpResult Refused(CheckedTraining check) => TypedResults.Problem(new ProblemDetails
    {
        Status = StatusCodes.Status422UnprocessableEntity,
        Title = "The training cannot start",
        Detail = check.Problems.Length == 1 ? "There is a problem." : $"There are {check.Problems.Length} problems.",
        Extensions = { ["problems"] = check.Problems },
    });

    static async Task<Results<Ok<CheckReport>, ProblemHttpResult>> Check(NewRunForm form, TrainingCheck checker, TrainingDryRun dryRun, CancellationToken cancellation, bool plan = false)
    {
        var check = checker.Run(form.Configuration, form.Architecture, cancellation);
        var needs = plan && check.Problems.Length == 0 ? await dryRun.RunAsync(check.Resolved, form.Architecture, cancellation) : null;
        return TypedResults.Ok(new CheckReport(check.Problems, check.Resolved, needs));
    }
}
