using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests;

/// <summary>One server for the tests of a class that do not disturb each other.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    readonly Dictionary<string, HttpClient> clients = [];

    internal RunningServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RunningServer.StartAsync();

    /// <summary>A program of a role, or nobody; the same one each time.</summary>
    internal async Task<HttpClient> ClientAsync(Role? role)
    {
        var name = role?.ToString() ?? "";
        return clients.TryGetValue(name, out var known) ? known : clients[name] = role is { } one ? await Server.ProgramAsync(one) : Server.Nobody();
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
