using System.Net.Http.Json;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Runs;

namespace DeepAnatomy.Server.Tests.Runs;

public class TrainingCheckTests
{
    [Fact]
    public async Task All_problems_of_both_documents_are_said_at_once_with_their_lines()
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.PersonAsync(Role.Trainer);
        var check = await client.PostAsJsonAsync("/api/runs/check", new { name = "x", configuration = "name: x\nlimitz: 3\nsampling: {batch_size: 0}\n", architecture = "{\n \"kind\": \"template\",\n \"template\": \"unet9\"\n}" }).JsonAsync();
        var problems = check["problems"]!.AsArray().Select(problem => $"{problem!["file"]} {problem["line"]} {problem["message"]}").ToArray();
        Assert.Contains(problems, problem => problem.StartsWith("configuration.yaml 2 ", StringComparison.Ordinal) && problem.Contains("limits", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("configuration.yaml 3 ", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("architecture.json 3 ", StringComparison.Ordinal));
        using var created = await client.PostAsJsonAsync("/api/runs", new { name = "x", configuration = "limitz: 3" });
        Assert.Equal(422, (int)created.StatusCode);
        Assert.Contains("\"problems\":[", await created.Content.ReadAsStringAsync());
        Assert.Empty((await client.JsonAsync("/api/runs"))["runs"]!.AsArray());
        Assert.Empty(Directory.GetFiles(server.Workspace, ".check-*"));
    }

    [Theory]
    [InlineData("inherits: /etc/passwd")]
    [InlineData("{inherits: ../../secret.yaml}")]
    [InlineData("\"inher\\u0069ts\": server.json")]
    public async Task A_configuration_shows_nothing_of_other_files(string configuration)
    {
        await using var server = await RunningServer.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(server.Workspace, "server.json"), "{\"database\": {\"connectionString\": \"Password=geheim\"}}");
        var client = await server.PersonAsync(Role.Trainer);
        using var answer = await client.PostAsJsonAsync("/api/runs/check", new { name = "x", configuration });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("inherits", text);
        Assert.DoesNotContain("root:", text);
        Assert.DoesNotContain("connectionString", text);
    }

    [Theory]
    [InlineData("data: {path: /etc}", "data.path")]
    [InlineData("data: {path: ../elsewhere}", "data.path")]
    [InlineData("start: {weights: /root/model.keras}", "start.weights")]
    [InlineData("architecture: /etc/passwd", "architecture")]
    public async Task Paths_stay_in_the_workspace_or_where_the_operator_allows(string configuration, string field)
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.PersonAsync(Role.Trainer);
        var problem = Assert.Single((await client.PostAsJsonAsync("/api/runs/check", new { name = "x", configuration }).JsonAsync())["problems"]!.AsArray())!;
        Assert.Contains($"{field} lies outside of the workspace", (string)problem["message"]!);
    }

    [Fact]
    public async Task A_folder_the_operator_allows_may_be_named()
    {
        var data = Directory.CreateTempSubdirectory("deepanatomy-data-").FullName;
        try
        {
            TrainingDocuments.WriteDataset(Path.Combine(data, "small"));
            await using var server = await RunningServer.StartAsync(change: options => options with { DataRoots = [data] });
            var client = await server.PersonAsync(Role.Trainer);
            var check = await client.PostAsJsonAsync("/api/runs/check", new { name = "x", configuration = TrainingDocuments.Configuration.Replace("datasets/small", Path.Combine(data, "small"), StringComparison.Ordinal) }).JsonAsync();
            Assert.Empty(check["problems"]!.AsArray());
            Assert.Contains("iterations: 40", (string)check["resolved"]!);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task What_a_training_needs_is_known_after_a_restart_for_the_same_documents_only()
    {
        var folder = Directory.CreateTempSubdirectory("deepanatomy-plans-").FullName;
        try
        {
            TrainingDocuments.WriteDataset(Path.Combine(folder, "datasets", "small"));
            var worker = FakeWorker.Write(folder, "echo '{\"memoryMb\": 3000, \"millisecondsPerIteration\": 1, \"secondsPerEpoch\": 1, \"totalSeconds\": 1, \"iterations\": 40}'", begins: false);
            var form = new { name = "x", configuration = TrainingDocuments.Configuration };
            await using (var first = await RunningServer.StartAsync(folder, options => options with { Worker = worker }))
            {
                await (await first.ProgramAsync(Role.Trainer)).PostAsJsonAsync("/api/runs/check?plan=true", form).JsonAsync();
            }

            await using (var second = await RunningServer.StartAsync(folder))
            {
                Assert.Equal(3750, await Memory(second, form));
                Assert.Equal(2048, await Memory(second, form with { configuration = form.configuration.Replace("name: small", "name: other", StringComparison.Ordinal) }));
            }

            // A file that is damaged holds nobody up.
            await File.WriteAllTextAsync(Path.Combine(folder, "plans.json"), "[{");
            await using var third = await RunningServer.StartAsync(folder);
            Assert.Equal(2048, await Memory(third, form));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static async Task<long> Memory(RunningServer server, object form)
        {
            var id = (string)(await (await server.ProgramAsync(Role.Trainer)).PostAsJsonAsync("/api/runs?start=false", form).JsonAsync())["id"]!;
            return server.Part<RunRegistry>().Find(id)!.Entry.MemoryMb;
        }
    }

    [Fact]
    public async Task A_training_gets_the_memory_that_its_plan_says_and_a_quarter_more_and_never_more_than_there_is()
    {
        await using var server = await RunningServer.StartAsync(change: options => options with { Jobs = new(1, 1, 5000), Worker = FakeWorker.Write(Path.GetTempPath(), "echo '{\"memoryMb\": '$(cat memory)', \"millisecondsPerIteration\": 1, \"secondsPerEpoch\": 1, \"totalSeconds\": 1, \"iterations\": 40}'", begins: false) });
        TrainingDocuments.WriteDataset(Path.Combine(server.Workspace, "datasets", "small"));
        var client = await server.PersonAsync(Role.Trainer);
        Assert.Equal(2048, await Memory(null));
        Assert.Equal(3750, await Memory(3000));
        Assert.Equal(5000, await Memory(4500));
        Assert.Equal(3000, await Memory(null, memoryMb: 3000));
        File.Delete(server.Part<ServerOptions>().Worker);

        async Task<long> Memory(double? plan, long? memoryMb = null)
        {
            var form = new { name = "x", configuration = TrainingDocuments.Configuration, memoryMb };
            if (plan is not null)
            {
                await File.WriteAllTextAsync(Path.Combine(server.Workspace, "memory"), $"{plan}");
                Assert.Equal(plan, (double?)(await client.PostAsJsonAsync("/api/runs/check?plan=true", form).JsonAsync())["plan"]!["memoryMb"]);
            }

            var id = (string)(await client.PostAsJsonAsync("/api/runs?start=false", form).JsonAsync())["id"]!;
            return server.Part<RunRegistry>().Find(id)!.Entry.MemoryMb;
        }
    }
}
