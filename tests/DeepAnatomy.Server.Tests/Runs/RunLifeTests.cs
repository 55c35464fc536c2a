using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Operations.Jobs;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Runs;
using DeepAnatomy.Server.Workspace;
using Microsoft.EntityFrameworkCore;

namespace DeepAnatomy.Server.Tests.Runs;

public sealed class RunLifeTests : IAsyncLifetime
{
    readonly string workspace = Directory.CreateTempSubdirectory("deepanatomy-runs-").FullName;
    RunningServer server = null!;
    HttpClient client = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var job in server.Part<LocalExecutor>().All)
        {
            server.Part<LocalExecutor>().End(job.Id);
        }

        await server.DisposeAsync();
        Directory.Delete(workspace, recursive: true);
    }

    [Fact]
    public async Task A_run_is_queued_started_followed_and_finished()
    {
        await Start(FakeWorker.Finishes);
        var id = await Create();
        await State(id, "finished");
        var run = await client.JsonAsync($"/api/runs/{id}");
        Assert.Equal("all is done", (string)run["reason"]!);
        Assert.Equal(10, (int)run["step"]!);
        Assert.Equal(100, (int)run["iterations"]!);
        Assert.NotNull((string?)run["ended"]);
        Assert.Equal(["created", "queued", "starting", "running", "finished: all is done"], Texts(run, "state"));
        await Answers.UntilAsync(() => Task.FromResult(Directory.GetFiles(Path.Combine(workspace, "jobs")).Length == 0), "the files of the job go");
    }

    [Fact]
    public async Task A_run_stops_after_a_checkpoint_goes_on_and_is_ended_at_once()
    {
        await Start(FakeWorker.GoesOn);
        var id = await Create();
        await State(id, "running");
        Assert.Equal(409, await client.PostAsJsonAsync($"/api/runs/{id}/resume", new { }).StatusAsync());
        Assert.Equal(202, await client.PostAsJsonAsync($"/api/runs/{id}/stop", new { now = false }).StatusAsync());
        Assert.Equal(202, await client.PostAsJsonAsync($"/api/runs/{id}/stop", new { now = false }).StatusAsync());
        await State(id, "stopped");
        Assert.Equal(409, await client.PostAsJsonAsync($"/api/runs/{id}/stop", new { }).StatusAsync());
        Assert.Equal(202, await client.PostAsJsonAsync($"/api/runs/{id}/resume", new { iterations = 200 }).StatusAsync());
        await State(id, "running");
        Assert.Equal(202, await client.PostAsJsonAsync($"/api/runs/{id}/stop", new { now = true }).StatusAsync());
        await State(id, "stopped");
        var run = await client.JsonAsync($"/api/runs/{id}");
        Assert.Equal(2, run["sessions"]!.AsArray().Count);
        Assert.Contains("at once by", (string)run["reason"]!);
        Assert.Contains(run["facts"]!.AsArray(), fact => (string)fact!["value"]! == "limits.iterations=200");
        Assert.Equal(["asked to stop after a checkpoint", "extended to 200 iterations", "asked to stop at once"], Texts(run, "request"));
    }

    [Fact]
    public async Task A_run_survives_a_restart_of_the_server_and_is_found_again()
    {
        await Start(FakeWorker.GoesOn);
        var id = await Create();
        await State(id, "running");
        await server.DisposeAsync();
        await Task.Delay(300);
        await Start(FakeWorker.GoesOn);
        Assert.Equal("running", (string)(await client.JsonAsync($"/api/runs/{id}"))["state"]!);
        var step = (int)(await client.JsonAsync($"/api/runs/{id}"))["step"]!;
        await Answers.UntilAsync(async () => (int)(await client.JsonAsync($"/api/runs/{id}"))["step"]! > step, "it goes on");
        Assert.Equal(202, await client.PostAsJsonAsync($"/api/runs/{id}/stop", new { }).StatusAsync());
        await State(id, "stopped");
        Assert.Equal("stopped on request", (string)(await client.JsonAsync($"/api/runs/{id}"))["reason"]!);
        await EveryPointOnce(id);
    }

    [Fact]
    public async Task A_run_that_ended_while_the_server_was_away_is_settled_when_it_comes_back()
    {
        // It goes on when the server is away, however slow the machine is.
        var away = Path.Combine(workspace, "away");
        await Start($"while [ ! -e '{away}' ]; do sleep 0.05; done\n" + FakeWorker.Finishes);
        var id = await Create();
        await State(id, "running");
        await server.DisposeAsync();
        await File.WriteAllTextAsync(away, "");
        await Answers.UntilAsync(() => Task.FromResult(Directory.GetFiles(Path.Combine(workspace, "jobs"), "*.exit").Length == 1), "the worker ends");
        await Start(FakeWorker.Finishes);
        await State(id, "finished");
        await EveryPointOnce(id);
    }

    [Fact]
    public async Task A_worker_that_is_killed_is_lost_and_can_go_on()
    {
        await Start("step; kill -9 $$");
        var id = await Create();
        await State(id, "lost");
        Assert.Contains("signal 9", (string)(await client.JsonAsync($"/api/runs/{id}"))["reason"]!);
        Assert.Equal(202, await client.PostAsJsonAsync($"/api/runs/{id}/resume", new { }).StatusAsync());
        await Answers.UntilAsync(async () => (await client.JsonAsync($"/api/runs/{id}"))["sessions"]!.AsArray().Count == 2, "a second session");
    }

    [Fact]
    public async Task A_worker_that_refuses_fails_the_run_with_its_words()
    {
        await Start(FakeWorker.Refuses, begins: false);
        var id = await Create();
        await State(id, "failed");
        Assert.Equal("configuration.yaml:3: data.path: there is nothing.", (string)(await client.JsonAsync($"/api/runs/{id}"))["reason"]!);
    }

    [Fact]
    public async Task Runs_wait_for_their_turn_and_say_why_and_one_that_waits_can_be_stopped()
    {
        await Start(FakeWorker.GoesOn, new(1, 4, 8000));
        var first = await Create();
        await State(first, "running");
        var (second, third) = (await Create(), await Create());
        await Answers.UntilAsync(async () => (string)(await client.JsonAsync($"/api/runs/{third}"))["reason"]! == "1 job is before it in the queue", "the third waits");
        Assert.Equal("1 of 1 jobs run", (string)(await client.JsonAsync($"/api/runs/{second}"))["reason"]!);
        Assert.Equal(202, await client.PostAsJsonAsync($"/api/runs/{second}/stop", new { }).StatusAsync());
        await State(second, "stopped");
        Assert.Equal(202, await client.PostAsJsonAsync($"/api/runs/{first}/stop", new { }).StatusAsync());
        await State(third, "running");
    }

    [Fact]
    public async Task The_same_again_is_a_run_of_the_same_documents()
    {
        await Start(FakeWorker.Finishes);
        var first = await Create();
        await State(first, "finished");
        var second = (string)(await client.PostAsJsonAsync($"/api/runs/{first}/rerun", new { }).JsonAsync())["id"]!;
        await State(second, "finished");
        var folders = server.Part<RunFolders>();
        Assert.Equal(await File.ReadAllTextAsync(folders.ConfigurationOf(first)), await File.ReadAllTextAsync(folders.ConfigurationOf(second)));
        Assert.Equal(first, (string)(await client.JsonAsync($"/api/runs/{second}"))["origin"]!);
        var difference = await client.JsonAsync($"/api/diff?a={first}&b={second}");
        Assert.Empty(difference["configuration"]!.AsArray());
        Assert.Contains(difference["facts"]!.AsArray(), fact => (string)fact!["path"]! == "run: made from");
    }

    [Fact]
    public async Task A_discarded_run_is_in_the_trash_and_one_under_way_is_not_discarded()
    {
        await Start(FakeWorker.GoesOn);
        var administrator = await server.PersonAsync(Role.Administrator);
        var id = await Create();
        await State(id, "running");
        Assert.Equal(409, await administrator.DeleteAsync($"/api/runs/{id}").StatusAsync());
        await client.PostAsJsonAsync($"/api/runs/{id}/stop", new { now = true }).StatusAsync();
        await State(id, "stopped");
        Assert.Equal(204, await administrator.DeleteAsync($"/api/runs/{id}").StatusAsync());
        Assert.Equal(404, await client.GetAsync($"/api/runs/{id}").StatusAsync());
        Assert.Single(Directory.GetDirectories(Path.Combine(workspace, "trash")));
        await using var database = await server.Part<IDbContextFactory<WorkspaceDatabase>>().CreateDbContextAsync();
        Assert.Contains(await database.Timeline.Where(item => item.RunId == id).Select(item => item.Text).ToListAsync(), text => text == "moved to the trash");
    }

    [Fact]
    public async Task A_run_of_the_command_line_appears_with_its_curves()
    {
        await Start(FakeWorker.Finishes);
        var folder = Path.Combine(workspace, "runs", "by-hand");
        Directory.CreateDirectory(Path.Combine(folder, "metrics"));
        await File.WriteAllTextAsync(Path.Combine(folder, "metrics", "session-0001.jsonl"), new ProtocolLines().Session(0).State("running").Points(1, 30).State("finished", "all done").Text);
        await File.WriteAllTextAsync(Path.Combine(folder, "run.json"), """
            {"schemaVersion":"1.0","name":"by hand","version":"0.1.0","command":"deepanatomy train","created":"2026-01-02T03:04:05Z","state":"finished","architectureSha256":"a","configurationSha256":"c",
             "dataset":{"name":"d","path":"p","sha256":"s","labelSet":"l","classes":["background","muscle"],"training":["a"],"validation":["b"]},"sessions":[]}
            """);
        await Answers.UntilAsync(async () => await client.GetAsync("/api/runs/by-hand").StatusAsync() == 200, "it appears");
        await State("by-hand", "finished");
        var run = await client.JsonAsync("/api/runs/by-hand");
        Assert.Equal("adopted", (string)run["source"]!);
        Assert.Equal(30, (int)run["step"]!);
    }

    async Task Start(string end, JobLimits? limits = null, bool begins = true)
    {
        Directory.CreateDirectory(Path.Combine(workspace, "datasets"));
        TrainingDocuments.WriteDataset(Path.Combine(workspace, "datasets", "small"));
        var worker = FakeWorker.Write(workspace, end, begins);
        server = await RunningServer.StartAsync(workspace, options => options with { Worker = worker, Jobs = limits ?? options.Jobs });
        client = await server.ProgramAsync(Role.Trainer);
    }

    async Task<string> Create() => (string)(await client.PostAsJsonAsync("/api/runs", new { name = "test", configuration = TrainingDocuments.Configuration }).JsonAsync())["id"]!;

    Task State(string id, string state) => Answers.UntilAsync(async () => (string)(await client.JsonAsync($"/api/runs/{id}"))["state"]! == state, $"{id} {state}");

    async Task EveryPointOnce(string id)
    {
        var written = Directory.GetFiles(Path.Combine(workspace, "runs", id, "metrics")).SelectMany(File.ReadLines).Count(line => line.Contains("\"points\"", StringComparison.Ordinal));
        var loss = (await client.JsonAsync($"/api/runs/{id}/series")).AsArray().Single(series => (string)series!["name"]! == "loss")!;
        Assert.Equal(written, (int)loss["points"]!);
    }

    static string[] Texts(JsonNode run, string kind) => [.. run["timeline"]!.AsArray().Where(item => (string)item!["kind"]! == kind).Select(item => (string)item!["text"]!)];
}
