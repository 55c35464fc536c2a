using System.Net.Http.Json;
using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Accounts;

public class SetupTests
{
    [Fact]
    public async Task The_word_of_the_console_makes_one_administrator_once()
    {
        await using var server = await RunningServer.StartAsync();
        var word = server.Part<SetupLink>().Word!;
        var client = server.Nobody();
        Assert.True((bool)(await client.JsonAsync("/api/session"))["needsSetup"]!);

        Assert.Equal(403, await client.PostAsJsonAsync("/api/setup", new { token = "guess", name = "root", password = RunningServer.Password }).StatusAsync());
        Assert.Equal(400, await client.PostAsJsonAsync("/api/setup", new { token = word, name = "root", password = "short" }).StatusAsync());
        var session = await client.PostAsJsonAsync("/api/setup", new { token = word, name = "root", password = RunningServer.Password }).JsonAsync();
        Assert.Equal("administrator", (string)session["role"]!);
        Assert.Equal(403, await server.Nobody().PostAsJsonAsync("/api/setup", new { token = word, name = "second", password = RunningServer.Password }).StatusAsync());
        Assert.False((bool)(await client.JsonAsync("/api/session"))["needsSetup"]!);
        Assert.Single(server.Part<AccountDirectory>().All);
    }

    [Fact]
    public async Task A_workspace_with_an_administrator_has_no_setup_after_a_restart()
    {
        var workspace = Directory.CreateTempSubdirectory("deepanatomy-setup-").FullName;
        try
        {
            await using (var first = await RunningServer.StartAsync(workspace))
            {
                await first.PersonAsync(Role.Administrator, "root");
            }

            await using var second = await RunningServer.StartAsync(workspace);
            Assert.False((bool)(await second.Nobody().JsonAsync("/api/session"))["needsSetup"]!);
            Assert.Equal(403, await second.Nobody().PostAsJsonAsync("/api/setup", new { token = second.Part<SetupLink>().Word, name = "thief", password = RunningServer.Password }).StatusAsync());
            await second.SignedInAsync("root", RunningServer.Password);
        }
        finally
        {
            Directory.Delete(workspace, recursive: true);
        }
    }
}
