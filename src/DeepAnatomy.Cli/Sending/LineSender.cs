using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Cli.Sending;

/// <summary>Sends the lines of a run to a server (<c>contracts/run-protocol.md</c>), from the files as they are written. For one thread at a time.</summary>
sealed class LineSender : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };
    readonly SortedDictionary<int, SessionSpool> spools = [];
    readonly RunFolder folder;
    readonly ServerAddress server;
    readonly string name;
    RunLink? link;
    int most = SessionSpool.LargestBatch;

    /// <param name="folder">The run; need not exist yet.</param>
    /// <param name="server">Where to.</param>
    /// <param name="name">Name of the run, for a server that does not know it.</param>
    public LineSender(RunFolder folder, ServerAddress server, string name) => (this.folder, this.server, this.name) = (folder, server, name);

    /// <summary>Sends one batch of the oldest session that has lines to be sent.</summary>
    /// <returns>Whether there was something to send.</returns>
    /// <exception cref="SendingException">The server did not take it; says whether to try again.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool SendBatch(CancellationToken cancellation)
    {
        Look();
        foreach (var (session, spool) in spools)
        {
            var lines = spool.Next(most);
            if (lines.Length > 0)
            {
                Send(session, spool, lines, cancellation);
                return true;
            }
        }

        return false;
    }

    /// <summary>Whole lines of all sessions that the server does not have.</summary>
    public long Unsent()
    {
        Look();
        return spools.Values.Sum(spool => spool.Unsent());
    }

    public void Dispose() => client.Dispose();

    void Look()
    {
        foreach (var session in MetricsReader.Sessions(folder.Metrics))
        {
            spools.TryAdd(session, new(MetricsFile.PathOf(folder.Metrics, session)));
        }
    }

    void Send(int session, SessionSpool spool, byte[] lines, CancellationToken cancellation)
    {
        link ??= RunLink.Find(folder.Root, server) ?? Registered(cancellation);
        var content = new ByteArrayContent(lines);
        content.Headers.ContentType = new("application/x-ndjson");
        using var answer = Ask($"api/runs/{Uri.EscapeDataString(link.Run)}/lines", content, cancellation);
        if (answer.StatusCode == HttpStatusCode.RequestEntityTooLarge && lines.AsSpan().Count((byte)'\n') > 1)
        {
            most = Math.Max(1, lines.Length / 2);
            return;
        }

        var taken = Read<Taken>(answer, cancellation);
        if (taken.Session != session || taken.Acknowledged < 0)
        {
            throw new SendingException($"the server answered with session {taken.Session} instead of {session}", IsFinal: true);
        }

        var before = spool.Acknowledged;
        spool.Advance(taken.Acknowledged);
        if (spool.Acknowledged <= before)
        {
            throw new SendingException($"the server has {taken.Acknowledged} lines of session {session} and takes no more", IsFinal: false);
        }
    }

    RunLink Registered(CancellationToken cancellation)
    {
        // Written down before it is used: whoever asks again, this process or a later one, asks for the same run.
        var wanted = RunLink.Wanted(folder.Root, server);
        wanted.Write(folder.Root);
        using var answer = Ask("api/runs?start=false", JsonContent.Create(new { name, configuration = "", remote = true }), cancellation, wanted.Key);
        var made = wanted with { Run = Read<Created>(answer, cancellation).Id };
        made.Write(folder.Root);
        return made;
    }

    HttpResponseMessage Ask(string path, HttpContent content, CancellationToken cancellation, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, path)) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (server.Token() is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        else
        {
            // A server without login wants to see that no other site's page asks.
            request.Headers.Add("X-DeepAnatomy", "1");
        }

        try
        {
            return client.Send(request, cancellation);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new SendingException(error is TaskCanceledException ? "it does not answer" : error.Message.TrimEnd('.'), IsFinal: false);
        }
    }

    T Read<T>(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (!answer.IsSuccessStatusCode)
        {
            // What passes by itself, or when somebody renews the token or makes room, is tried again.
            var code = (int)answer.StatusCode;
            var why = code is 401 or 403 ? server.Token() is null ? "it wants a token (--token-file)" : "the token is not accepted" : code is 404 ? "it does not know the run" : $"it answers {code} {answer.ReasonPhrase}";
            throw new SendingException(why, IsFinal: code is >= 400 and < 500 and not (401 or 403 or 408 or 425 or 429)) { RetryAfter = answer.Headers.RetryAfter?.Delta };
        }

        try
        {
            return answer.Content.ReadFromJsonAsync<T>(cancellation).GetAwaiter().GetResult() ?? throw new System.Text.Json.JsonException();
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or HttpRequestException or IOException or NotSupportedException)
        {
            throw new SendingException("its answer cannot be read", IsFinal: false);
        }
    }

    sealed record Taken(int Session, long Acknowledged);

    sealed record Created(string Id);
}
