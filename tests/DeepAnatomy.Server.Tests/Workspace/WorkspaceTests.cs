using System.Net.Http.Json;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Workspace;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DeepAnatomy.Server.Tests.Workspace;

/// <summary>What holds for a workspace whatever its database is.</summary>
public abstract class WorkspaceTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("deepanatomy-workspace-").FullName;

    internal abstract DatabaseSettings Settings { get; }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        string run;
        await using (var server = await Start())
        {
            var client = await server.PersonAsync(Role.Administrator, "Zoë");
            run = (string)(await client.PostAsJsonAsync("/api/runs", new { name = "Übung", notes = "line 1\nline 2", tags = new[] { "a", "ä" }, configuration = "", remote = true }).JsonAsync())["id"]!;
            await client.PatchAsJsonAsync($"/api/runs/{run}", new { name = "Übung 2" }).JsonAsync();
            Assert.Equal(204, await client.PostAsJsonAsync($"/api/runs/{run}/findings/H1@5/mute", new { reason = "known" }).StatusAsync());
            Assert.Equal(204, await client.PostAsJsonAsync($"/api/runs/{run}/findings/H1@5/mute", new { reason = "well known" }).StatusAsync());
            await client.PostAsJsonAsync("/api/tokens", new { name = "t", days = 3 }).JsonAsync();
        }

        await using var again = await Start();
        var person = await again.SignedInAsync("ZOË", RunningServer.Password);
        var shown = await person.JsonAsync($"/api/runs/{run}");
        Assert.Equal("Übung 2", (string)shown["name"]!);
        Assert.Equal(["a", "ä"], shown["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal("created", (string)shown["timeline"]![0]!["text"]!);
        Assert.Single((await person.JsonAsync("/api/tokens")).AsArray());
        var audit = await person.JsonAsync("/api/audit?count=500");
        string[] actions = [.. audit["entries"]!.AsArray().Where(entry => (string)entry!["account"]! == "Zoë").Select(entry => $"{entry!["action"]} {entry["target"]} {entry["status"]}").Reverse()];
        Assert.Equal([$"run.create {run} 201", $"run.change {run} 200", $"finding.mute {run} H1@5 204", $"finding.mute {run} H1@5 204", "token.add t 201"], actions.Where(action => !action.StartsWith("run.read", StringComparison.Ordinal)));
        await using var database = await again.Part<IDbContextFactory<WorkspaceDatabase>>().CreateDbContextAsync();
        Assert.Equal("well known", (await database.Mutes.SingleAsync()).Reason);
    }

    [Fact]
    public async Task A_workspace_of_an_older_version_is_brought_up_to_date_and_keeps_what_it_has()
    {
        await using (var old = Open())
        {
            await old.GetService<IMigrator>().MigrateAsync("20261125230000_InitialTables");
            old.Accounts.Add(new() { Id = "1", Name = "ada", Key = "ADA", Role = Role.Administrator, Stamp = "s" });
            await old.SaveChangesAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => old.Mutes.CountAsync());
        }

        await using var server = await Start();
        Assert.Equal("ada", server.Part<AccountDirectory>().All.Single().Name);
        await using var database = await server.Part<IDbContextFactory<WorkspaceDatabase>>().CreateDbContextAsync();
        Assert.Equal(0, await database.Mutes.CountAsync());
    }

    [Fact]
    public async Task A_workspace_of_a_newer_version_is_refused_in_one_line_and_left_as_it_is()
    {
        await using (var server = await Start())
        {
            await using var database = await server.Part<IDbContextFactory<WorkspaceDatabase>>().CreateDbContextAsync();
            await database.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('99991231000000_Future', '99.0.0')");
        }

        var error = await Assert.ThrowsAsync<UnusableWorkspaceException>(Start);
        Assert.Contains("newer version", error.Message);
        Assert.Contains("99991231000000_Future", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        // It lets go of the workspace: the right version can start at once.
        await using (var database = Open())
        {
            await database.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = '99991231000000_Future'");
        }

        await using var again = await Start();
    }

    [Fact]
    public async Task The_steps_lead_to_the_tables_the_program_knows()
    {
        await using (var server = await Start())
        {
        }

        await using var stepped = Open();
        var migrated = await Columns(stepped);
        await stepped.Database.EnsureDeletedAsync();
        await stepped.Database.EnsureCreatedAsync();
        Assert.Equal(await Columns(stepped), migrated);
        Assert.Contains(migrated, column => column.StartsWith("runs.MemoryMb ", StringComparison.Ordinal));
    }

    protected abstract string ColumnsQuery { get; }

    async Task<string[]> Columns(WorkspaceDatabase database) => [.. (await database.Database.SqlQueryRaw<string>(ColumnsQuery).ToListAsync()).Where(column => !column.StartsWith("__EF", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    Task<RunningServer> Start() => RunningServer.StartAsync(folder, options => options with { Database = Settings });

    WorkspaceDatabase Open()
    {
        var options = new DbContextOptionsBuilder<WorkspaceDatabase>();
        // The folder is only looked at for the path of the file.
        using var workspace = WorkspaceFolder.Open(folder);
        DatabaseSetup.Configure(options, Settings, workspace);
        return new(options.Options);
    }
}

