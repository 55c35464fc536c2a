namespace DeepAnatomy.Server.Notifications;

/// <summary>The parts that tell people.</summary>
static class NotificationParts
{
    public static void Add(IServiceCollection parts)
    {
        parts.AddHttpClient(Notifier.Client, client => client.Timeout = TimeSpan.FromSeconds(10));
        parts.AddSingleton<Notifier>().AddHostedService(services => services.GetRequiredService<Notifier>());
    }
}
