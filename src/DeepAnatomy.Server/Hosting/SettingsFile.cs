using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Notifications;
using DeepAnatomy.Server.Workspace;

namespace DeepAnatomy.Server.Hosting;

/// <summary>What <c>server.json</c> may say; unknown names are refused.</summary>
sealed record SettingsFile
{
    public DatabaseSettings Database { get; init; } = new();

    public JobSettings Jobs { get; init; } = new();

    public OpenIdConnectSettings OpenIdConnect { get; init; } = new();

    public NotificationSettings Notifications { get; init; } = new();

    /// <summary>Folders beside the workspace that configurations may name.</summary>
    public string[] DataRoots { get; init; } = [];

    /// <summary>Where metrics and traces go (OTLP over gRPC), such as http://127.0.0.1:4317.</summary>
    public string Otlp { get; init; } = "";

    /// <summary>Addresses of reverse proxies.</summary>
    public string[] Proxies { get; init; } = [];
}
