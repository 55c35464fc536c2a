using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAnatomy.Server.Tests;

/// <summary>A real server on a free port with a workspace of its own.</summary>
sealed class RunningServer : IAsyncDisposable
{
    public const string Password = "a long enough password";
    readonly WebApplication app;
    readonly bool ownsWorkspace;
    readonly List<HttpClient> clients = [];

    RunningServer(WebApplication app, string workspace, bool ownsWorkspace) => (this.app, Workspace, this.ownsWorkspace) = (app, workspace, ownsWorkspace);

    public string Workspace { get; }

    public Uri Address => new(app.Urls.First());

    public WebApplication App => app;

    public static async Task<RunningServer> StartAsync(string? workspace = null, Func<ServerOptions, ServerOptions>? change = null, TimeProvider? clock = null)
    {
        var folder = workspace ?? Directory.CreateTempSubdirectory("deepanatomy-server-").FullName;
        var options = new ServerOptions { Workspace = folder, Urls = "http://127.0.0.1:0", Worker = "/bin/false", Jobs = new(4, 4, 8000) };
        var app = await ServerHost.CreateAsync(change?.Invoke(options) ?? options, clock ?? TimeProvider.System);
        await app.StartAsync();
        return new(app, folder, workspace is null);
    }

    public T Part<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A client that nobody is signed in to; it sends the header of the page and keeps cookies.</summary>
    public HttpClient Nobody()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add(RequestGuard.Header, "1");
        clients.Add(client);
        return client;
    }

    /// <summary>A client of a new person of a role, signed in by cookie.</summary>
    public async Task<HttpClient> PersonAsync(Role role, string? name = null)
    {
        var person = name ?? $"{role}-{Guid.NewGuid():N}";
        await Part<AccountDirectory>().AddAsync(person, Password, null, role);
        return await SignedInAsync(person, Password);
    }

    public async Task<HttpClient> SignedInAsync(string name, string password)
    {
        var client = Nobody();
        using var answer = await client.PostAsJsonAsync("/api/session", new { name, password });
        answer.EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>A client of a program of a new person of a role.</summary>
    public async Task<HttpClient> ProgramAsync(Role role)
    {
        var directory = Part<AccountDirectory>();
        var account = await directory.AddAsync($"program-{Guid.NewGuid():N}", null, null, role);
        var (_, token) = await directory.AddTokenAsync(account.Id, "test", null);
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await app.StopAsync();
        await app.DisposeAsync();
        if (ownsWorkspace)
        {
            Directory.Delete(Workspace, recursive: true);
        }
    }
}

/// <summary>Shorthands of the tests.</summary>
static class Answers
{
    public static async Task<JsonNode> JsonAsync(this HttpClient client, string address) => JsonNode.Parse(await client.GetStringAsync(address))!;

    public static async Task<JsonNode> JsonAsync(this Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public static async Task<int> StatusAsync(this Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        return (int)answer.StatusCode;
    }

    /// <summary>Asks again until it is so; fails after a generous time.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, int seconds = 60)
    {
        var until = Environment.TickCount64 + (seconds * 1000L);
        while (!await isSo())
        {
            Assert.True(Environment.TickCount64 < until, $"Not within {seconds} s: {what}");
            await Task.Delay(50);
        }
    }
}

/// <summary>The real time, moved on by the test.</summary>
sealed class MovedClock : TimeProvider
{
    long moved;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref moved));

    public void Move(TimeSpan by) => Interlocked.Add(ref moved, by.Ticks);
}
