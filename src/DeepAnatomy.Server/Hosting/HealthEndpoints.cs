using DeepAnatomy.Server.Workspace;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Hosting;

/// <summary>Whether the server lives (health) and can do its work (ready); without login, and without saying more than that.</summary>
static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health", () => new HealthReport("healthy")).AllowAnonymous().WithTags("Health").WithSummary("Whether the server lives.");
        app.MapGet("/ready", Ready).AllowAnonymous().WithTags("Health").WithSummary("Whether the server can do its work: database reachable, workspace writable.");
    }

    static async Task<IResult> Ready(IDbContextFactory<WorkspaceDatabase> databases, WorkspaceFolder workspace, CancellationToken cancellation)
    {
        List<string> troubles = [];
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellation);
            if (!await database.Database.CanConnectAsync(cancellation))
            {
                troubles.Add("database");
            }

            await File.WriteAllTextAsync(Path.Combine(workspace.Root, ".ready"), "", cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            troubles.Add("workspace");
        }

        return troubles.Count == 0 ? TypedResults.Ok(new HealthReport("ready")) : Refusals.Of(StatusCodes.Status503ServiceUnavailable, "Not ready", $"Not usable now: {string.Join(", ", troubles)}.");
    }
}
