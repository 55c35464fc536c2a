namespace DeepAnatomy.Server.Notifications;

/// <summary>How e-mail is sent.</summary>
sealed record MailSettings
{
    public required string Server { get; init; }

    public int Port { get; init; } = 25;

    /// <summary>Whether the connection is encrypted (STARTTLS).</summary>
    public bool IsEncrypted { get; init; }

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public required string From { get; init; }

    public required string[] To { get; init; }
}
