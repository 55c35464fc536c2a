using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DeepAnatomy.Server.Runs;

/// <summary>What is different between two runs.</summary>
static class DiffEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/diff", Of).For(Role.Viewer).WithTags("Runs").WithSummary("Settings, architecture and facts in which two runs differ.");

    static Results<Ok<RunDifference>, ProblemHttpResult> Of(string a, string b, RunRegistry registry, RunFolders folders)
    {
        if (registry.Find(a) is not { } one || registry.Find(b) is not { } other)
        {
            return Refusals.NotFound("run of that name");
        }

        return TypedResults.Ok(new RunDifference(
            DocumentDifference.Of(DocumentDifference.Settings(folders.ConfigurationOf(a)), DocumentDifference.Settings(folders.ConfigurationOf(b))),
            DocumentDifference.Of(DocumentDifference.Json(folders.ArchitectureOf(a)), DocumentDifference.Json(folders.ArchitectureOf(b))),
            DocumentDifference.Of(DocumentDifference.Facts(RunFacts.Of(one.Entry, folders)), DocumentDifference.Facts(RunFacts.Of(other.Entry, folders)))));
    }
}
