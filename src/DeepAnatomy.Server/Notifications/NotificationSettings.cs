namespace DeepAnatomy.Server.Notifications;

/// <summary>Who is told when a training ends or gets a finding.</summary>
sealed record NotificationSettings
{
    /// <summary>Addresses that get a POST with JSON.</summary>
    public string[] Webhooks { get; init; } = [];

    public MailSettings? Mail { get; init; }

    /// <summary>Address of this server as people reach it, for links.</summary>
    public string PublicUrl { get; init; } = "";
}
