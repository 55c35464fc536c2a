namespace DeepAnatomy.Server.Accounts;

/// <summary>A token by which a program acts for a person. Only its hash is kept.</summary>
sealed class ApiToken
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the token, lower-case hex; a token has 256 random bits, so no salt is needed.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public DateTimeOffset? LastUsed { get; set; }
}
