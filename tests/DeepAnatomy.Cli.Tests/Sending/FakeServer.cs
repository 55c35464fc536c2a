using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Cli.Tests.Sending;

/// <summary>A server that holds every request to the run protocol, and misbehaves on request.</summary>
sealed class FakeServer : IDisposable
{
    const string Token = "da_secret";
    readonly Lock gate = new();
    readonly Thread thread;
    readonly HashSet<string> keys = [];
    HttpListener listener;

    public FakeServer()
    {
        Port = FreePort();
        listener = Started();
        thread = new(Serve) { IsBackground = true };
        thread.Start();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>Lines by session, as the server has them.</summary>
    public SortedDictionary<int, List<string>> Lines { get; } = [];

    /// <summary>What in a request was not as the protocol says.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>How many runs were made.</summary>
    public int Registered => keys.Count;

    /// <summary>How often one was asked for.</summary>
    public int Registrations { get; private set; }

    /// <summary>How many of the first answers to that are lost.</summary>
    public int LostRegistrations { get; set; }

    public int Batches { get; private set; }

    public int LargestBatch { get; private set; }

    /// <summary>What becomes of the n-th batch of lines, counted from 1: null to answer, a number for a status, 0 to take the lines and lose the answer.</summary>
    public Func<int, int?> Fate { get; set; } = _ => null;

    /// <summary>The token that is accepted; empty for a server without login.</summary>
    public string Expected { get; set; } = Token;

    /// <summary>Forgets the last lines of a session, as a server does that was restored.</summary>
    public void Forget(int session, int kept)
    {
        lock (gate)
        {
            Lines[session].RemoveRange(kept, Lines[session].Count - kept);
        }
    }

    public void Dispose()
    {
        listener.Close();
        thread.Join();
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    HttpListener Started()
    {
        var made = new HttpListener();
        made.Prefixes.Add($"{Url}/");
        made.Start();
        return made;
    }

    void Serve()
    {
        try
        {
            while (true)
            {
                var context = listener.GetContext();
                lock (gate)
                {
                    TryAnswer(context);
                }
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    /// <summary>Who asks may be gone before it has the answer, and the next one wants his all the same.</summary>
    void TryAnswer(HttpListenerContext context)
    {
        try
        {
            Answer(context);
        }
        catch (Exception error) when (error is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            context.Response.Abort();
        }
    }

    void Answer(HttpListenerContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        request.InputStream.CopyTo(body);
        Must(request.HttpMethod == "POST", $"method {request.HttpMethod}");
        var isKnown = Expected.Length > 0 ? request.Headers["Authorization"] == $"Bearer {Expected}" : request.Headers["Authorization"] is null && request.Headers["X-DeepAnatomy"] == "1";
        if (!isKnown)
        {
            Reply(context, 401, "{}");
            return;
        }

        if (request.Url!.AbsolutePath == "/api/runs")
        {
            var form = JsonNode.Parse(body.ToArray())!;
            Must((bool)form["remote"]! && (string?)form["name"] is { Length: > 0 }, "form of a remote run");
            Registrations++;
            keys.Add(request.Headers["Idempotency-Key"] is { Length: > 0 } key ? key : $"none {Registrations}");
            if (Registrations <= LostRegistrations)
            {
                context.Response.Abort();
                return;
            }

            Reply(context, 201, "{\"id\":\"20251125-a1\"}");
            return;
        }

        Must(request.Url.AbsolutePath == "/api/runs/20251125-a1/lines", request.Url.AbsolutePath);
        Must(request.ContentType == "application/x-ndjson", $"content type {request.ContentType}");
        Take(context, body.ToArray());
    }

    void Take(HttpListenerContext context, byte[] body)
    {
        LargestBatch = Math.Max(LargestBatch, body.Length);
        Must(body.Length is > 0 and <= 1 << 20 && body[^1] == '\n', $"a batch of {body.Length} bytes that are whole lines");
        var fate = Fate(++Batches);
        if (fate > 0)
        {
            Reply(context, fate.Value, "{}");
            return;
        }

        string[] lines = Encoding.UTF8.GetString(body).Split('\n')[..^1];
        var (session, first) = ((int)JsonNode.Parse(lines[0])!["session"]!, (long)JsonNode.Parse(lines[0])!["seq"]!);
        var kept = Lines.TryGetValue(session, out var known) ? known : Lines[session] = [];
        for (var n = 0; n < lines.Length; n++)
        {
            var (line, seq) = (JsonNode.Parse(lines[n])!, first + n);
            Must((int)line["session"]! == session && (long)line["seq"]! == seq, $"line {n} of a batch does not follow the one before");
            if (seq == kept.Count + 1)
            {
                kept.Add(lines[n]);
            }
            else if (seq <= kept.Count)
            {
                Must(kept[(int)seq - 1] == lines[n], $"line {seq} was sent twice and differs");
            }
        }

        if (fate == 0)
        {
            context.Response.Abort();
            return;
        }

        Reply(context, 200, $"{{\"session\":{session},\"acknowledged\":{kept.Count}}}");
    }

    void Must(bool holds, string what)
    {
        if (!holds)
        {
            Complaints.Add(what);
        }
    }

    static void Reply(HttpListenerContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Close(Encoding.UTF8.GetBytes(json), willBlock: false);
    }
}
