using System.Net;
using System.Net.Http.Json;
using System.Net.Mail;
using System.Threading.Channels;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Runs;

namespace DeepAnatomy.Server.Notifications;

/// <summary>Tells people by webhook and e-mail when a training ends or gets a finding. Telling may fail; the training never notices.</summary>
sealed partial class Notifier(RunRegistry registry, ServerOptions options, IHttpClientFactory clients, TimeProvider clock, ILogger<Notifier> log) : BackgroundService
{
    public const string Client = "notifications";
    const int Tries = 3;
    static readonly TimeSpan MailPatience = TimeSpan.FromSeconds(30);
    readonly Channel<Notice> notices = Channel.CreateBounded<Notice>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Tells about a finding.</summary>
    public void FindingCame(RunEntry entry, string rule, string severity, string explanation) => Say(entry, "finding", $"{rule} ({severity}): {explanation}");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settings = options.Notifications;
        if (settings.Webhooks.Length == 0 && settings.Mail is null)
        {
            return;
        }

        registry.StateChanged += Changed;
        try
        {
            await foreach (var notice in notices.Reader.ReadAllAsync(stoppingToken))
            {
                await Task.WhenAll([.. settings.Webhooks.Select(hook => Tried(() => Post(hook, notice, stoppingToken), hook, stoppingToken)), Tried(() => Mail(settings.Mail, notice, stoppingToken), "mail", stoppingToken)]);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; what was not told is in the timeline.
        }
        finally
        {
            registry.StateChanged -= Changed;
        }
    }

    void Changed(RunEntry? old, RunEntry entry)
    {
        if (old is not null && entry.State is RunState.Finished or RunState.Failed or RunState.Lost or RunState.Stopped or RunState.Running)
        {
            Say(entry, "state", entry.Reason.Length > 0 ? $"{Word(entry.State)}: {entry.Reason}" : Word(entry.State));
        }
    }

    void Say(RunEntry entry, string kind, string text)
    {
        var link = options.Notifications.PublicUrl.Length > 0 ? $"{options.Notifications.PublicUrl.TrimEnd('/')}/runs/{entry.Id}" : null;
        notices.Writer.TryWrite(new(kind, entry.Id, entry.Name, Word(entry.State), text, clock.GetUtcNow(), link));
    }

    async Task Post(string hook, Notice notice, CancellationToken cancellation)
    {
        using var client = clients.CreateClient(Client);
        using var answer = await client.PostAsJsonAsync(hook, notice, JsonForm.Options, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    static async Task Mail(MailSettings? settings, Notice notice, CancellationToken cancellation)
    {
        if (settings is null)
        {
            return;
        }

        using var client = new SmtpClient(settings.Server, settings.Port) { EnableSsl = settings.IsEncrypted };
        if (settings.User.Length > 0)
        {
            client.Credentials = new NetworkCredential(settings.User, settings.Password);
        }

        using var message = new MailMessage { From = new(settings.From), Subject = $"DeepAnatomy: {notice.Name} {notice.State}", Body = $"{notice.Text}\n\n{notice.Run}\n{notice.Link}\n" };
        foreach (var to in settings.To)
        {
            message.To.Add(to);
        }

        // The client itself would wait for ever.
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(MailPatience);
        await client.SendMailAsync(message, limited.Token);
    }

    async Task Tried(Func<Task> tell, string whom, CancellationToken cancellation)
    {
        for (var n = 1; n <= Tries; n++)
        {
            try
            {
                await tell();
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // Whatever it is (no such machine, a certificate that nobody knows, an address that is none): it is no reason for the server to end.
                NotTold(log, whom, n, error.Message);
                await Task.Delay(TimeSpan.FromSeconds(n * n), clock, cancellation);
            }
        }
    }

    static string Word(RunState state) => state.ToString().ToLowerInvariant();

    [LoggerMessage(LogLevel.Warning, "{Whom} could not be told (try {Number}): {Reason}")]
    static partial void NotTold(ILogger logger, string whom, int number, string reason);
}
