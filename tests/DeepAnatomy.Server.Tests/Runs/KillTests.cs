using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Runs;

public sealed class KillTests : IDisposable
{
    const int Kills = 6;
    readonly string workspace = Directory.CreateTempSubdirectory("deepanatomy-kill-").FullName;
    Process? server;

    public void Dispose()
    {
        server?.Kill();
        server?.WaitForExit();
        Directory.Delete(workspace, recursive: true);
    }

    [Fact]
    [Trait("Speed", "soak")]
    public async Task After_any_number_of_kills_every_acknowledged_point_is_there_once()
    {
        string token, remote;
        await using (var first = await RunningServer.StartAsync(workspace))
        {
            var client = await first.PersonAsync(Role.Trainer);
            token = (string)(await client.PostAsJsonAsync("/api/tokens", new { name = "t" }).JsonAsync())["token"]!;
            remote = (string)(await client.PostAsJsonAsync("/api/runs", new { name = "remote", configuration = "", remote = true }).JsonAsync())["id"]!;
        }

        TrainingDocuments.WriteDataset(Path.Combine(workspace, "datasets", "small"));
        var port = FreePort();
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await Start(port, http);
        var local = (string)(await http.PostAsJsonAsync("/api/runs", new { name = "local", configuration = TrainingDocuments.Configuration }).JsonAsync())["id"]!;

        using var done = new CancellationTokenSource();
        var sending = Send(http, remote, done.Token);
        var chance = new Random(7);
        for (var n = 0; n < Kills; n++)
        {
            await Task.Delay(chance.Next(300, 1500));
            server!.Kill();
            await server.WaitForExitAsync();
            await Start(port, http);
        }

        await Task.Delay(500);
        await done.CancelAsync();
        var acknowledged = await sending;
        Assert.True(acknowledged > 100, $"only {acknowledged} lines went through");
        Assert.Equal(acknowledged - 2, await Points(http, remote));

        await http.PostAsJsonAsync($"/api/runs/{local}/stop", new { }).StatusAsync();
        await Answers.UntilAsync(async () => (string)(await http.JsonAsync($"/api/runs/{local}"))["state"]! == "stopped", "the local run stops", 120);
        var written = File.ReadLines(Path.Combine(workspace, "runs", local, "metrics", "session-0001.jsonl")).Count(line => line.Contains("\"points\"", StringComparison.Ordinal));
        Assert.True(written > 10);
        Assert.Equal(written, await Points(http, local));
    }

    static async Task<long> Points(HttpClient http, string run) =>
        (long)(await http.JsonAsync($"/api/runs/{run}/series")).AsArray().Single(series => (string)series!["name"]! == "loss")!["points"]!;

    // As a worker does: sends what is behind the acknowledged line, again and again.
    static async Task<long> Send(HttpClient http, string run, CancellationToken cancellation)
    {
        var lines = new ProtocolLines().Session(0).State("running").Points(1, 200_000).All;
        long acknowledged = 0;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                using var content = new StringContent(string.Concat(lines.Skip((int)acknowledged).Take(50)), Encoding.UTF8, "application/x-ndjson");
                acknowledged = (long)(await http.PostAsync($"/api/runs/{run}/lines", content, CancellationToken.None).JsonAsync())["acknowledged"]!;
                await Task.Delay(5, CancellationToken.None);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }

        return acknowledged;
    }

    async Task Start(int port, HttpClient http)
    {
        var worker = Directory.GetFiles(workspace, "worker-*.sh").FirstOrDefault() ?? FakeWorker.Write(workspace, FakeWorker.GoesOn);
        server = Process.Start(new ProcessStartInfo(BuiltPrograms.Server, ["--workspace", workspace, "--urls", $"http://127.0.0.1:{port}", "--worker", worker]) { RedirectStandardOutput = true })!;
        server.BeginOutputReadLine();
        await Answers.UntilAsync(
            async () =>
            {
                Assert.False(server.HasExited, "the server ended by itself");
                try
                {
                    return await http.GetAsync("/ready").StatusAsync() == 200;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the server is ready",
            300);
    }

    static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
