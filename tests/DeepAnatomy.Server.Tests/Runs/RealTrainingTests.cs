using System.Net.Http.Json;
using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Runs;

public class RealTrainingTests
{
    [WorkerFact]
    [Trait("Speed", "soak")]
    public async Task A_real_training_is_planned_started_stopped_resumed_and_finished_with_every_step_once()
    {
        await using var server = await RunningServer.StartAsync(change: options => options with { Worker = BuiltPrograms.Worker });
        TrainingDocuments.WriteDataset(Path.Combine(server.Workspace, "datasets", "small"));
        var client = await server.ProgramAsync(Role.Trainer);
        client.Timeout = TimeSpan.FromMinutes(4);
        var form = new { name = "real", configuration = TrainingDocuments.Configuration.Replace("iterations: 40", "iterations: 400", StringComparison.Ordinal) };
        var plan = (await client.PostAsJsonAsync("/api/runs/check?plan=true", form).JsonAsync())["plan"]!;
        Assert.Equal(400, (int)plan["iterations"]!);
        Assert.True((double)plan["memoryMb"]! > 50);
        Assert.True((double)plan["totalSeconds"]! > 0);

        var id = (string)(await client.PostAsJsonAsync("/api/runs", form).JsonAsync())["id"]!;
        await State(client, id, "running");
        await Answers.UntilAsync(async () => (int)(await client.JsonAsync($"/api/runs/{id}"))["step"]! > 3, "it trains", 200);
        await client.PostAsJsonAsync($"/api/runs/{id}/stop", new { }).StatusAsync();
        await State(client, id, "stopped");
        Assert.True((int)(await client.JsonAsync($"/api/runs/{id}"))["step"]! < 400);
        await client.PostAsJsonAsync($"/api/runs/{id}/resume", new { }).StatusAsync();
        await State(client, id, "finished");
        var run = await client.JsonAsync($"/api/runs/{id}");
        Assert.Equal(2, run["sessions"]!.AsArray().Count);
        var loss = (await client.JsonAsync($"/api/runs/{id}/series")).AsArray().Single(series => (string)series!["name"]! == "loss")!;
        Assert.Equal(400, (int)loss["points"]!);
        Assert.Equal(400, (int)loss["lastStep"]!);
        Assert.Contains(run["checkpoints"]!.AsArray(), checkpoint => (bool)checkpoint!["best"]! && ((string?)checkpoint["sha256"])?.Length == 64);
        Assert.Contains(run["artifacts"]!.AsArray(), file => (string)file!["path"]! == "checkpoints/best.keras");
        var model = await client.GetByteArrayAsync($"/api/runs/{id}/files/checkpoints/best.keras");
        Assert.Equal("PK"u8.ToArray(), model[..2]);
        Assert.NotEmpty(run["samples"]!.AsArray());
        Assert.Equal("image/png", (await client.GetAsync((string)run["samples"]![0]!["url"]!)).Content.Headers.ContentType!.MediaType);
    }

    static Task State(HttpClient client, string id, string state) => Answers.UntilAsync(
        async () =>
        {
            var run = await client.JsonAsync($"/api/runs/{id}");
            Assert.False((string)run["state"]! is "failed" or "lost", (string)run["reason"]!);
            return (string)run["state"]! == state;
        },
        state,
        240);
}
