using System.Net.Http.Json;
using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Accounts;

public class LoginTests
{
    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        await using var server = await RunningServer.StartAsync();
        await server.PersonAsync(Role.Viewer, "ada");
        using var answer = await server.Nobody().PostAsJsonAsync("/api/session", new { name = "ADA", password = RunningServer.Password });
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.DoesNotContain("expires", cookie);
    }

    [Fact]
    public async Task Guessing_a_password_is_slowed_down_whatever_the_address_and_time_heals_it()
    {
        var clock = new MovedClock();
        await using var server = await RunningServer.StartAsync(clock: clock);
        await server.PersonAsync(Role.Viewer, "ada");
        var client = server.Nobody();
        var statuses = new List<int>();
        for (var n = 0; n < 10; n++)
        {
            statuses.Add(await client.PostAsJsonAsync("/api/session", new { name = "ada", password = $"wrong password {n}" }).StatusAsync());
        }

        Assert.Equal([.. Enumerable.Repeat(401, 8), 429, 429], statuses);
        // The right one does not pass either, or the refusal would tell that it is right.
        using var refused = await client.PostAsJsonAsync("/api/session", new { name = "Ada ", password = RunningServer.Password });
        Assert.Equal(429, (int)refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);

        clock.Move(TimeSpan.FromMinutes(11));
        Assert.Equal(200, await client.PostAsJsonAsync("/api/session", new { name = "ada", password = RunningServer.Password }).StatusAsync());
    }

    [Fact]
    public async Task Guessing_many_names_from_one_address_is_slowed_down()
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Nobody();
        var last = 0;
        for (var n = 0; n < 31; n++)
        {
            last = await client.PostAsJsonAsync("/api/session", new { name = $"name {n}", password = "wrong password" }).StatusAsync();
        }

        Assert.Equal(429, last);
    }

    [Fact]
    public async Task A_changed_password_signs_out_everywhere_else()
    {
        await using var server = await RunningServer.StartAsync();
        var here = await server.PersonAsync(Role.Viewer, "ada");
        var there = await server.SignedInAsync("ada", RunningServer.Password);
        Assert.Equal(403, await here.PostAsJsonAsync("/api/session/password", new { current = "not this one", next = "another long password" }).StatusAsync());
        Assert.Equal(204, await here.PostAsJsonAsync("/api/session/password", new { current = RunningServer.Password, next = "another long password" }).StatusAsync());
        Assert.Equal(200, await here.GetAsync("/api/runs").StatusAsync());
        Assert.Equal(401, await there.GetAsync("/api/runs").StatusAsync());
    }

    [Fact]
    public async Task Somebody_disabled_or_removed_or_with_another_role_is_out_at_once()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.PersonAsync(Role.Administrator);
        var person = await server.PersonAsync(Role.Trainer, "ada");
        var id = server.Part<AccountDirectory>().All.Single(account => account.Name == "ada").Id;
        Assert.Equal(200, await administrator.PatchAsJsonAsync($"/api/users/{id}", new { disabled = true }).StatusAsync());
        Assert.Equal(401, await person.GetAsync("/api/runs").StatusAsync());
        Assert.Equal(401, await server.Nobody().PostAsJsonAsync("/api/session", new { name = "ada", password = RunningServer.Password }).StatusAsync());

        Assert.Equal(200, await administrator.PatchAsJsonAsync($"/api/users/{id}", new { disabled = false, role = "viewer" }).StatusAsync());
        var again = await server.SignedInAsync("ada", RunningServer.Password);
        Assert.Equal("viewer", (string)(await again.JsonAsync("/api/session"))["role"]!);
        Assert.Equal(204, await administrator.DeleteAsync($"/api/users/{id}").StatusAsync());
        Assert.Equal(401, await again.GetAsync("/api/runs").StatusAsync());
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await server.PersonAsync(Role.Administrator, "root");
        var id = server.Part<AccountDirectory>().All.Single().Id;
        Assert.Equal(400, await administrator.DeleteAsync($"/api/users/{id}").StatusAsync());
        Assert.Equal(400, await administrator.PatchAsJsonAsync($"/api/users/{id}", new { role = "viewer" }).StatusAsync());
        Assert.Equal(400, await administrator.PatchAsJsonAsync($"/api/users/{id}", new { disabled = true }).StatusAsync());
    }

    [Fact]
    public async Task Signing_out_forgets_the_cookie()
    {
        await using var server = await RunningServer.StartAsync();
        var person = await server.PersonAsync(Role.Viewer);
        Assert.Equal(204, await person.DeleteAsync("/api/session").StatusAsync());
        Assert.Equal(401, await person.GetAsync("/api/runs").StatusAsync());
    }
}
