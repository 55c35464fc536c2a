using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Soak;

public sealed class KillTests : IDisposable
{
    readonly string workspace = Directory.CreateTempSubdirectory("deepanatomy-kill-").FullName;

    public void Dispose() => Directory.Delete(workspace, recursive: true);

    [Theory]
    [InlineData(7)]
    [Trait("Speed", "soak")]
    public async Task Whoever_is_killed_and_whenever_every_acknowledged_point_is_there_once(int seed)
    {
        var token = await TokenAsync();
        TrainingDocuments.WriteDataset(Path.Combine(workspace, "datasets", "small"));
        using var server = new ServerProcess(workspace, "--worker", FakeWorker.Write(workspace, FakeWorker.GoesOn));
        using var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await server.StartAsync();
        var remote = await RemoteWorker.OfAsync(client, "remote");
        string[] locals = [await LocalAsync(client), await LocalAsync(client)];

        using var done = new CancellationTokenSource();
        var sending = remote.SendAsync(50, TimeSpan.FromMilliseconds(5), mayFail: true, done.Token);
        var (chance, started, killed) = (new Random(seed), Stopwatch.GetTimestamp(), (Servers: 0, Workers: 0));
        while (Stopwatch.GetElapsedTime(started) < SoakTime.Length || killed.Servers < 3 || killed.Workers < 3)
        {
            await Task.Delay(chance.Next(100, 1500));
            if (chance.Next(2) == 0)
            {
                await server.KillAsync();
                await server.StartAsync();
                killed.Servers++;
            }
            else
            {
                killed.Workers += KillWorker(locals[chance.Next(locals.Length)]) ? 1 : 0;
            }

            await GoOn(client, locals);
        }

        await done.CancelAsync();
        await sending;
        Assert.True(remote.Batches > 3, $"only {remote.Batches} batches went through");
        Assert.Equal(remote.AcknowledgedPoints, (long)(await Loss(client, remote.Run))!["points"]!);
        foreach (var local in locals)
        {
            await StopAsync(client, local);
            string[] written = [.. Written(local).Order(StringComparer.Ordinal)];
            Assert.True(written.Length > 10, $"only {written.Length} points were written");
            await Answers.UntilAsync(async () => (await Kept(client, local)).Length >= written.Length, "all lines of the files are taken");
            Assert.Equal(written, await Kept(client, local));
        }
    }

    async Task<string> TokenAsync()
    {
        await using var first = await RunningServer.StartAsync(workspace);
        return (string)(await (await first.PersonAsync(Role.Trainer)).PostAsJsonAsync("/api/tokens", new { name = "t" }).JsonAsync())["token"]!;
    }

    static async Task<string> LocalAsync(HttpClient client) => (string)(await client.PostAsJsonAsync("/api/runs", new { name = "local", configuration = TrainingDocuments.Configuration }).JsonAsync())["id"]!;

    // What the files of the run hold, session by session: "session,step".
    IEnumerable<string> Written(string run) =>
        from line in MetricLines(run)
        where (string)line["kind"]! == "points"
        select $"{line["session"]},{line["step"]}";

    IEnumerable<JsonNode> MetricLines(string run)
    {
        var folder = Path.Combine(workspace, "runs", run, "metrics");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder).Order(StringComparer.Ordinal).SelectMany(path => File.ReadAllText(path).Split('\n')[..^1]).Select(line => JsonNode.Parse(line)!)
            : [];
    }

    static async Task<string[]> Kept(HttpClient client, string run) =>
        [.. (await client.GetStringAsync($"/api/runs/{run}/export.csv")).Split("\r\n").Select(line => line.Split(',')).Where(row => row[0] == "loss").Select(row => $"{row[1]},{row[2]}").Order(StringComparer.Ordinal)];

    static async Task<JsonNode?> Loss(HttpClient client, string run) => (await client.JsonAsync($"/api/runs/{run}/series")).AsArray().Single(series => (string)series!["name"]! == "loss");

    bool KillWorker(string run)
    {
        if (MetricLines(run).LastOrDefault(line => (string)line["kind"]! == "session") is not { } session)
        {
            return false;
        }

        try
        {
            using var worker = Process.GetProcessById((int)session["process"]!);
            worker.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            // It is dead already.
            return false;
        }
    }

    static async Task GoOn(HttpClient client, string[] runs)
    {
        foreach (var run in runs)
        {
            if ((string)(await client.JsonAsync($"/api/runs/{run}"))["state"]! is "lost" or "failed")
            {
                await client.PostAsJsonAsync($"/api/runs/{run}/resume", new { }).StatusAsync();
            }
        }
    }

    // Asks until it is so: a worker may have been killed a moment before, or be on its way.
    static Task StopAsync(HttpClient client, string run) => Answers.UntilAsync(
        async () =>
        {
            var state = (string)(await client.JsonAsync($"/api/runs/{run}"))["state"]!;
            if (state == "running")
            {
                await client.PostAsJsonAsync($"/api/runs/{run}/stop", new { }).StatusAsync();
            }

            return state is "stopped" or "lost" or "failed";
        },
        "the local run stops",
        120);
}
