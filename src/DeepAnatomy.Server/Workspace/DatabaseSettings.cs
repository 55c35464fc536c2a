namespace DeepAnatomy.Server.Workspace;

/// <summary>Where the records are.</summary>
sealed record DatabaseSettings
{
    /// <summary><c>sqlite</c> (a file of the workspace) or <c>postgresql</c>.</summary>
    public string Provider { get; init; } = "sqlite";

    /// <summary>For PostgreSQL; without a password where the server knows the user otherwise.</summary>
    public string ConnectionString { get; init; } = "";
}
