using System.Net.Http.Json;
using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Accounts;

public class TokenTests
{
    [Theory]
    [InlineData("")]
    [InlineData("da_")]
    [InlineData("da_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' OR 1=1 --")]
    public async Task A_wrong_token_is_refused(string token)
    {
        await using var server = await RunningServer.StartAsync();
        await server.ProgramAsync(Role.Administrator);
        var client = server.Nobody();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        Assert.Equal(401, await client.GetAsync("/api/runs").StatusAsync());
        Assert.Equal(401, await client.PostAsJsonAsync("/api/runs", new { name = "x", configuration = "" }).StatusAsync());
    }

    [Fact]
    public async Task A_token_acts_with_the_role_of_its_maker_and_ends_with_its_days()
    {
        var clock = new MovedClock();
        await using var server = await RunningServer.StartAsync(clock: clock);
        var person = await server.PersonAsync(Role.Trainer, "ada");
        var token = (string)(await person.PostAsJsonAsync("/api/tokens", new { name = "cluster", days = 30 }).JsonAsync())["token"]!;
        var program = server.Nobody();
        program.DefaultRequestHeaders.Remove("X-DeepAnatomy");
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(201, await program.PostAsJsonAsync("/api/runs", new { name = "x", configuration = "", remote = true }).StatusAsync());
        Assert.Equal(403, await program.GetAsync("/api/users").StatusAsync());

        clock.Move(TimeSpan.FromDays(31));
        Assert.Equal(401, await program.GetAsync("/api/runs").StatusAsync());
    }

    [Fact]
    public async Task The_token_itself_is_nowhere_in_the_workspace()
    {
        await using var server = await RunningServer.StartAsync();
        var person = await server.PersonAsync(Role.Viewer);
        var token = (string)(await person.PostAsJsonAsync("/api/tokens", new { name = "mine" }).JsonAsync())["token"]!;
        var secret = System.Text.Encoding.UTF8.GetBytes(token[Secrets.TokenPrefix.Length..]);
        foreach (var file in Directory.EnumerateFiles(server.Workspace, "deepanatomy.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            Assert.Equal(-1, copy.ToArray().AsSpan().IndexOf(secret));
        }
    }

    [Fact]
    public async Task Nobody_sees_or_ends_the_token_of_somebody_else_but_an_administrator()
    {
        await using var server = await RunningServer.StartAsync();
        var (ada, bob, root) = (await server.PersonAsync(Role.Trainer, "ada"), await server.PersonAsync(Role.Trainer, "bob"), await server.PersonAsync(Role.Administrator));
        var id = (string)(await ada.PostAsJsonAsync("/api/tokens", new { name = "hers" }).JsonAsync())["id"]!;
        Assert.Empty((await bob.JsonAsync("/api/tokens")).AsArray());
        Assert.Equal(404, await bob.DeleteAsync($"/api/tokens/{id}").StatusAsync());
        Assert.Single((await ada.JsonAsync("/api/tokens")).AsArray());
        Assert.Equal(204, await root.DeleteAsync($"/api/tokens/{id}").StatusAsync());
        Assert.Empty((await ada.JsonAsync("/api/tokens")).AsArray());
    }
}
