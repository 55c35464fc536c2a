using DeepAnatomy.Server.Workspace;

namespace DeepAnatomy.Server.Tests.Workspace;

public class WorkspaceFolderTests
{
    [Fact]
    public async Task Two_servers_do_not_share_a_workspace()
    {
        await using var server = await RunningServer.StartAsync();
        var error = await Assert.ThrowsAsync<UnusableWorkspaceException>(() => RunningServer.StartAsync(server.Workspace));
        Assert.Contains("another server", error.Message);
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_refused_in_one_line()
    {
        var file = Path.GetTempFileName();
        try
        {
            var error = await Assert.ThrowsAsync<UnusableWorkspaceException>(() => RunningServer.StartAsync(file));
            Assert.Contains(file, error.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_database_that_is_damaged_is_refused_in_one_line()
    {
        var folder = Directory.CreateTempSubdirectory("deepanatomy-damaged-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "deepanatomy.db"), new string('x', 10_000));
            var error = await Assert.ThrowsAsync<UnusableWorkspaceException>(() => RunningServer.StartAsync(folder));
            Assert.Contains("database", error.Message);
            Assert.DoesNotContain('\n', error.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_unknown_database_is_refused() =>
        Assert.Contains("sqlite or postgresql", (await Assert.ThrowsAsync<UnusableWorkspaceException>(() => RunningServer.StartAsync(change: options => options with { Database = new() { Provider = "oracle" } }))).Message);
}
