using System.Text.Json.Nodes;

namespace DeepAnatomy.Server.Tests.Soak;

public sealed class CrowdTests : IDisposable
{
    const int Streams = 100, Pollers = 100, Writers = 10, LinesOfBatch = 40;
    readonly string workspace = Directory.CreateTempSubdirectory("deepanatomy-crowd-").FullName;

    public void Dispose() => Directory.Delete(workspace, recursive: true);

    [Fact]
    [Trait("Speed", "soak")]
    public async Task Two_hundred_onlookers_see_ten_trainings_without_an_error_and_no_point_is_lost()
    {
        using var server = new ServerProcess(workspace, "--demo");
        await server.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Add("X-DeepAnatomy", "1");
        var workers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(n => RemoteWorker.OfAsync(client, $"run {n}")));
        using var written = new CancellationTokenSource(SoakTime.Length);
        using var over = new CancellationTokenSource();
        var onlookers = Enumerable.Range(0, Streams).Select(_ => new Onlooker(client)).ToArray();
        Task<int>[] watching = [.. onlookers.Select(onlooker => onlooker.WatchAsync(over.Token))];
        Task<int>[] asking = [.. Enumerable.Range(0, Pollers).Select(n => AskAsync(client, workers, new Random(n), written.Token))];

        await Task.WhenAll(workers.Select(worker => worker.SendAsync(LinesOfBatch, TimeSpan.FromMilliseconds(20), mayFail: false, written.Token)));
        var answers = await Task.WhenAll(asking);
        Assert.All(answers, count => Assert.True(count > 0));
        foreach (var worker in workers)
        {
            var series = (await client.JsonAsync($"/api/runs/{worker.Run}/series")).AsArray();
            Assert.All(series, one => Assert.Equal(worker.AcknowledgedPoints, (long)one!["points"]!));
            Assert.Equal(2, series.Count);
            Assert.True(worker.AcknowledgedPoints > LinesOfBatch);
            await Answers.UntilAsync(() => Task.FromResult(onlookers.All(onlooker => onlooker.StepOf(worker.Run) == worker.AcknowledgedPoints)), "every stream tells of the last step");
        }

        await over.CancelAsync();
        Assert.All(await Task.WhenAll(watching), events => Assert.True(events >= Writers));
    }

    // As a page without a stream does: about once a second, now the list, now a chart.
    static async Task<int> AskAsync(HttpClient client, RemoteWorker[] workers, Random chance, CancellationToken cancellation)
    {
        var (answers, since) = (0, 0L);
        while (!cancellation.IsCancellationRequested)
        {
            var run = workers[chance.Next(workers.Length)].Run;
            var changes = await client.JsonAsync($"/api/changes?since={since}");
            Assert.True((long)changes["revision"]! >= since);
            since = (long)changes["revision"]!;
            var address = chance.Next(3) switch
            {
                0 => "/api/runs",
                1 => $"/api/runs/{run}",
                _ => $"/api/query?run={run}&series=loss&series=gradient_norm&columns=400&smooth=ema&amount=0.9",
            };
            using var answer = await client.GetAsync(address, CancellationToken.None);
            Assert.Equal(200, (int)answer.StatusCode);
            answers++;
            await Task.Delay(chance.Next(500, 1500), CancellationToken.None);
        }

        return answers;
    }

    sealed class Onlooker(HttpClient client)
    {
        readonly System.Collections.Concurrent.ConcurrentDictionary<string, long> steps = new(StringComparer.Ordinal);

        public long StepOf(string run) => steps.GetValueOrDefault(run);

        public async Task<int> WatchAsync(CancellationToken cancellation)
        {
            var events = 0;
            using var stream = new StreamReader(await client.GetStreamAsync("/api/events", CancellationToken.None));
            try
            {
                while (await stream.ReadLineAsync(cancellation) is { } line)
                {
                    if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonNode.Parse(line[6..]) is { } data && data["id"] is { } run)
                    {
                        steps[(string)run!] = (long)data["step"]!;
                        events++;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                return events;
            }

            Assert.Fail("The stream ended by itself.");
            return 0;
        }
    }
}
