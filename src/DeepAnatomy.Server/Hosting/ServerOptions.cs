using System.Collections.Immutable;
using DeepAnatomy.Operations.Jobs;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Notifications;
using DeepAnatomy.Server.Workspace;

namespace DeepAnatomy.Server.Hosting;

/// <summary>What the operator says: on the command line, and in <c>server.json</c> of the workspace.</summary>
sealed record ServerOptions
{
    /// <summary>Folder of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Where the server listens.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>No login, on this machine only.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Another program started it and says how it ends.</summary>
    public bool IsLed { get; init; }

    /// <summary>The program that trains.</summary>
    public required string Worker { get; init; }

    /// <summary>Folder of the web page; null where it is not built.</summary>
    public string? Web { get; init; }

    /// <summary>Folder with reports that the page links; null for none.</summary>
    public string? Reports { get; init; }

    /// <summary>Folders beside the workspace that configurations may name.</summary>
    public ImmutableArray<string> DataRoots { get; init; } = [];

    public DatabaseSettings Database { get; init; } = new();

    public required JobLimits Jobs { get; init; }

    public OpenIdConnectSettings OpenIdConnect { get; init; } = new();

    public NotificationSettings Notifications { get; init; } = new();

    /// <summary>Where metrics and traces go (OTLP); empty for nowhere.</summary>
    public string Otlp { get; init; } = "";

    /// <summary>Addresses of reverse proxies whose X-Forwarded headers are believed.</summary>
    public ImmutableArray<string> Proxies { get; init; } = [];

    /// <summary>Longest time the server waits for requests when it stops.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(5);
}
