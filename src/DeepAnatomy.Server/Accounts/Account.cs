namespace DeepAnatomy.Server.Accounts;

/// <summary>A person who may sign in.</summary>
sealed class Account
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The name as it is compared: normalised and in upper case.</summary>
    public required string Key { get; set; }

    /// <summary>Salted hash of the password; null for those who sign in elsewhere.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Issuer and subject of OpenID Connect; null for those with a password.</summary>
    public string? Subject { get; set; }

    public Role Role { get; set; }

    public bool IsDisabled { get; set; }

    /// <summary>Changes with password, role and state; cookies that carry an older one are void.</summary>
    public required string Stamp { get; set; }

    public DateTimeOffset Created { get; init; }
}
