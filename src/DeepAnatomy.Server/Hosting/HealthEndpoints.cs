using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Server.Workspace;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Hosting;

/// <summary>Whether the server lives (health) and can do its work (ready); without login, and without saying more than that.</summary>
static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health", () => new HealthReport("healthy")).AllowAnonymous().WithTags("Health").WithSummary("Whether the server lives.");
        app.MapGet("/ready", Ready).AllowAnonymous().WithTags("Health").WithSummary("Whether the server can do its work: database reachable, workspace and runs writable; says what is in the way.");
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

        }
        catch (Exception error) when (error is IOException or System.Data.Common.DbException)
        {
            troubles.Add("database");
        }

        // Runs may lie on a disk of their own.
        foreach (var (name, folder) in new[] { ("workspace", workspace.Root), ("runs", workspace.Runs) })
        {
            try
            {
                await File.WriteAllTextAsync(Path.Combine(folder, ".ready"), "", cancellation);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                troubles.Add($"{name} ({Why(error)})");
            }
        }

        return troubles.Count == 0 ? TypedResults.Ok(new HealthReport("ready")) : Refusals.Of(StatusCodes.Status503ServiceUnavailable, "Not ready", $"Not usable now: {string.Join(", ", troubles)}.");
    }

    // Not the message of the system: it names the path.
    static string Why(Exception error) =>
        Unwritable.IsFull(error) ? "disk full"
        : Unwritable.IsReadOnly(error) ? "read-only file system"
        : error is UnauthorizedAccessException ? "no permission to write"
        : "cannot be written";
}
