using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DeepAnatomy.Server.Workspace;

/// <summary>Chooses the database and brings it to the form this version knows.</summary>
static class DatabaseSetup
{
    public static void Configure(DbContextOptionsBuilder options, DatabaseSettings settings, WorkspaceFolder workspace)
    {
        switch (settings.Provider.ToLowerInvariant())
        {
            case "sqlite":
                options.UseSqlite($"Data Source={workspace.Database};Default Timeout=30");
                break;
            case "postgresql":
                options.UseNpgsql(settings.ConnectionString, npgsql => npgsql.EnableRetryOnFailure());
                break;
            default:
                throw new UnusableWorkspaceException($"database.provider is '{settings.Provider}'; write sqlite or postgresql.");
        }

        // The steps are written by hand for both databases; a test holds their outcome against the model.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    /// <summary>Applies the steps that are missing.</summary>
    /// <exception cref="UnusableWorkspaceException">It is of a newer version, or cannot be reached.</exception>
    public static async Task MigrateAsync(WorkspaceDatabase database, CancellationToken cancellation)
    {
        try
        {
            var newer = (await database.Database.GetAppliedMigrationsAsync(cancellation)).Except(database.Database.GetMigrations()).ToArray();
            if (newer.Length > 0)
            {
                throw new UnusableWorkspaceException($"The workspace was used by a newer version of DeepAnatomy (it has the step {newer[^1]}). Start that version, or restore a backup.");
            }

            await database.Database.MigrateAsync(cancellation);
            if (database.Database.IsSqlite())
            {
                await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellation);
            }
        }
        catch (DbException error)
        {
            throw new UnusableWorkspaceException($"The database cannot be used: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Check the connection and the rights of its user.", error);
        }
    }
}
