using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Notifications;

public class NotifierTests
{
    [Fact]
    public async Task A_run_that_fails_and_a_finding_are_told_to_a_webhook_and_by_mail()
    {
        using var hook = new TcpListener(IPAddress.Loopback, 0);
        using var post = new TcpListener(IPAddress.Loopback, 0);
        hook.Start();
        post.Start();
        var (bodies, mails) = (Hooked(hook), Mailed(post));
        await using var server = await RunningServer.StartAsync(change: options => options with
        {
            Notifications = new()
            {
                PublicUrl = "https://lab.example/",
                Webhooks = [$"http://127.0.0.1:{((IPEndPoint)hook.LocalEndpoint).Port}/hook"],
                Mail = new() { Server = "127.0.0.1", Port = ((IPEndPoint)post.LocalEndpoint).Port, From = "server@lab.example", To = ["ada@lab.example"] },
            },
        });
        var client = await server.ProgramAsync(Role.Trainer);
        var id = (string)(await client.PostAsJsonAsync("/api/runs", new { name = "told", configuration = "", remote = true }).JsonAsync())["id"]!;
        await client.PostAsync($"/api/runs/{id}/lines", new StringContent(new ProtocolLines().Session(0).State("failed", "the loss diverged").Text, Encoding.UTF8, "application/x-ndjson")).JsonAsync();
        var notice = JsonNode.Parse(await bodies.WaitAsync(TimeSpan.FromSeconds(30)))!;
        Assert.Equal("failed: the loss diverged", (string)notice["text"]!);
        Assert.Equal($"https://lab.example/runs/{id}", (string)notice["link"]!);
        var mail = await mails.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("ada@lab.example", mail);
        Assert.Contains("the loss diverged", mail);
    }

    static async Task<string> Hooked(TcpListener listener)
    {
        using var socket = await listener.AcceptTcpClientAsync();
        await using var stream = socket.GetStream();
        using var reader = new StreamReader(stream);
        var (length, isChunked) = (0, false);
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            length = header.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase) ? int.Parse(header[16..]) : length;
            isChunked |= header.Contains("chunked", StringComparison.OrdinalIgnoreCase);
        }

        length = isChunked ? Convert.ToInt32(await reader.ReadLineAsync(), 16) : length;
        var body = new char[length];
        await reader.ReadBlockAsync(body);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        return new(body);
    }

    static async Task<string> Mailed(TcpListener listener)
    {
        using var socket = await listener.AcceptTcpClientAsync();
        await using var stream = socket.GetStream();
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        var text = new StringBuilder();
        var isData = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            text.AppendLine(line);
            if (isData && line != ".")
            {
                continue;
            }

            isData = !isData && line == "DATA";
            await writer.WriteLineAsync(isData ? "354 go on" : line == "QUIT" ? "221 bye" : "250 ok");
            if (line == ".")
            {
                break;
            }
        }

        return text.ToString();
    }
}
