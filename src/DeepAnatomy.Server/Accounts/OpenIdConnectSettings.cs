namespace DeepAnatomy.Server.Accounts;

/// <summary>Signing in at an identity provider.</summary>
sealed record OpenIdConnectSettings
{
    /// <summary>Address of the provider; without it the way is off.</summary>
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    public string ClientSecret { get; init; } = "";

    /// <summary>The claim that says what a person may do.</summary>
    public string RoleClaim { get; init; } = "groups";

    /// <summary>Role of each value of that claim.</summary>
    public Dictionary<string, Role> Roles { get; init; } = [];

    /// <summary>Role of those without such a value; null refuses them.</summary>
    public Role? DefaultRole { get; init; }

    public bool IsOn => Authority.Length > 0;
}
