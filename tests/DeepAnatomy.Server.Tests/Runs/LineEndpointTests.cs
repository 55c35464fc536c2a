using System.Net.Http.Json;
using System.Text;
using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Runs;

public class LineEndpointTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_batch_that_is_sent_again_counts_once_and_one_that_leaves_a_gap_is_asked_for_again()
    {
        var (client, id) = await RemoteRun();
        var all = new ProtocolLines().Session(0).State("running").Points(1, 50).All;
        Assert.Equal(20, await Send(client, id, all[..20]));
        Assert.Equal(20, await Send(client, id, all[..20]));
        Assert.Equal(20, await Send(client, id, all[30..]));
        Assert.Equal(30, await Send(client, id, all[10..30]));
        Assert.Equal(52, await Send(client, id, all[30..]));
        Assert.Equal(52, await Send(client, id, all));
        var loss = (await client.JsonAsync($"/api/runs/{id}/series")).AsArray().Single(series => (string)series!["name"]! == "loss")!;
        Assert.Equal(50, (int)loss["points"]!);
        Assert.Equal(1.0 / 50, (double)loss["lastValue"]!);
        Assert.Equal("running", (string)(await client.JsonAsync($"/api/runs/{id}"))["state"]!);
    }

    [Fact]
    public async Task A_run_that_is_asked_for_again_with_its_key_is_made_once_and_only_for_its_maker()
    {
        var (maker, other) = (await fixture.Server.ProgramAsync(Role.Trainer), await fixture.Server.ProgramAsync(Role.Trainer));
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Made(maker, "key-1")));
        var id = Assert.Single(ids.Distinct());
        await Send(maker, id, new ProtocolLines().Session(0).Points(1, 3).All);
        Assert.Equal(id, await Made(maker, "key-1"));
        Assert.NotEqual(id, await Made(maker, "key-2"));
        Assert.NotEqual(id, await Made(other, "key-1"));
        Assert.NotEqual(await Made(maker, null), await Made(maker, null));
        Assert.Equal(5, (int)(await maker.JsonAsync("/api/runs?search=made-once&count=0"))["total"]!);
        Assert.Equal((int)(await maker.JsonAsync("/api/runs?count=0"))["total"]!, Directory.GetDirectories(Path.Combine(fixture.Server.Workspace, "runs")).Length);
        Assert.Equal(400, await Asked(maker, "no spaces").StatusAsync());
        Assert.Equal(400, await Asked(maker, new string('k', 101)).StatusAsync());
    }

    [Theory]
    [InlineData("no json\n")]
    [InlineData("{\"seq\":1}\n")]
    [InlineData("{\"seq\":\"1\",\"session\":1,\"kind\":\"points\",\"time\":\"2026-01-01T00:00:00.000Z\",\"step\":1,\"values\":{}}\n")]
    [InlineData("{\"seq\":1,\"session\":1,\"kind\":\"points\",\"time\":\"yesterday\",\"step\":1,\"values\":{\"loss\":1}}\n")]
    [InlineData("{\"seq\":1,\"session\":1,\"kind\":\"points\",\"time\":\"2026-01-01T00:00:00.000Z\",\"step\":1,\"values\":{\"loss\":\"1\"}}\n")]
    [InlineData("{\"seq\":1,\"session\":-1,\"kind\":\"points\",\"time\":\"2026-01-01T00:00:00.000Z\",\"step\":1,\"values\":{\"loss\":1}}\n")]
    [InlineData("\u0000\u0001\u0002\n")]
    public async Task A_malformed_batch_is_refused_with_its_line_and_leaves_nothing(string lines)
    {
        var (client, id) = await RemoteRun();
        using var answer = await client.PostAsync($"/api/runs/{id}/lines", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"));
        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Contains("Line 1", await answer.Content.ReadAsStringAsync());
        Assert.Empty((await client.JsonAsync($"/api/runs/{id}/series")).AsArray());
    }

    [Fact]
    public async Task What_stands_before_a_malformed_line_is_kept()
    {
        var (client, id) = await RemoteRun();
        var all = new ProtocolLines().Session(0).Points(1, 3).All;
        using var answer = await client.PostAsync($"/api/runs/{id}/lines", new StringContent(string.Concat(all) + "torn {", Encoding.UTF8, "application/x-ndjson"));
        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal(4, await Send(client, id, all));
    }

    [Fact]
    public async Task An_oversized_batch_is_refused_whether_it_says_its_size_or_not()
    {
        var (client, id) = await RemoteRun();
        var large = new byte[(1 << 20) + 1];
        Array.Fill(large, (byte)' ');
        using var whole = new ByteArrayContent(large);
        whole.Headers.ContentType = new("application/x-ndjson");
        Assert.Equal(413, await client.PostAsync($"/api/runs/{id}/lines", whole).StatusAsync());
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/runs/{id}/lines") { Content = new StreamContent(new MemoryStream(large)) };
        request.Content.Headers.ContentType = new("application/x-ndjson");
        request.Headers.TransferEncodingChunked = true;
        Assert.Equal(413, await client.SendAsync(request).StatusAsync());
        using var huge = new ByteArrayContent(new byte[20 << 20]);
        huge.Headers.ContentType = new("application/x-ndjson");
        Assert.Equal(413, await Refused(client, id, huge));
    }

    [Fact]
    public async Task Lines_for_a_run_that_is_not_there_or_not_elsewhere_are_refused()
    {
        var (client, _) = await RemoteRun();
        var lines = string.Concat(new ProtocolLines().Session(0).All);
        Assert.Equal(404, await client.PostAsync("/api/runs/unknown/lines", new StringContent(lines, Encoding.UTF8, "application/x-ndjson")).StatusAsync());
        Assert.Equal(404, await client.PostAsync("/api/runs/..%2f..%2fetc/lines", new StringContent(lines, Encoding.UTF8, "application/x-ndjson")).StatusAsync());
        Assert.Equal(415, await client.PostAsync("/api/runs/unknown/lines", new StringContent(lines)).StatusAsync());
    }

    [Fact]
    public async Task A_session_that_ends_ends_the_run_and_a_later_one_goes_on_with_it()
    {
        var (client, id) = await RemoteRun();
        await Send(client, id, new ProtocolLines().Session(0).State("running").Points(1, 5).State("stopped", "stopped on request").All);
        var run = await client.JsonAsync($"/api/runs/{id}");
        Assert.Equal("stopped", (string)run["state"]!);
        Assert.Equal("stopped on request", (string)run["reason"]!);
        await Send(client, id, new ProtocolLines(2).Session(5).State("running").Points(6, 5).All);
        Assert.Equal("running", (string)(await client.JsonAsync($"/api/runs/{id}"))["state"]!);
        await Send(client, id, new ProtocolLines(2).Session(5).State("running").Points(6, 5).State("finished", "all done").All);
        run = await client.JsonAsync($"/api/runs/{id}");
        Assert.Equal("finished", (string)run["state"]!);
        Assert.Equal(2, run["sessions"]!.AsArray().Count);
        await Answers.UntilAsync(async () => (int)(await client.JsonAsync($"/api/runs/{id}"))["step"]! == 10, "the summary follows");
        string[] kinds = [.. run["timeline"]!.AsArray().Where(item => (string)item!["kind"]! == "state").Select(item => (string)item!["text"]!)];
        Assert.Equal(["created", "stopped: stopped on request", "running", "finished: all done"], kinds);
    }

    [Fact]
    public async Task Words_that_look_like_a_page_stay_words()
    {
        var client = await fixture.Server.ProgramAsync(Role.Trainer);
        const string Evil = "<img src=x onerror=alert(1)>\"'&";
        var id = (string)(await client.PostAsJsonAsync("/api/runs", new { name = Evil, notes = Evil, tags = new[] { Evil }, configuration = "", remote = true }).JsonAsync())["id"]!;
        await Send(client, id, new ProtocolLines().Session(0).State("failed", Evil).Line("log", ("level", "info"), ("text", Evil)).All);
        foreach (var address in new[] { "/api/runs", $"/api/runs/{id}", $"/api/runs/{id}/log", "/api/changes" })
        {
            using var answer = await client.GetAsync(address);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
            Assert.DoesNotContain("<img", text);
        }

        Assert.Equal(Evil, (string)(await client.JsonAsync($"/api/runs/{id}"))["name"]!);
    }

    static async Task<HttpResponseMessage> Asked(HttpClient client, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/runs?start=false") { Content = JsonContent.Create(new { name = "made-once", configuration = "", remote = true }) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await client.SendAsync(request);
    }

    static async Task<string> Made(HttpClient client, string? key) => (string)(await Asked(client, key).JsonAsync())["id"]!;

    static async Task<int> Refused(HttpClient client, string id, HttpContent content)
    {
        try
        {
            return await client.PostAsync($"/api/runs/{id}/lines", content).StatusAsync();
        }
        catch (HttpRequestException)
        {
            // The server may hang up while the body is still on its way.
            return 413;
        }
    }

    async Task<(HttpClient Client, string Id)> RemoteRun()
    {
        var client = await fixture.Server.ProgramAsync(Role.Trainer);
        return (client, (string)(await client.PostAsJsonAsync("/api/runs", new { name = "remote", configuration = "", remote = true }).JsonAsync())["id"]!);
    }

    static async Task<int> Send(HttpClient client, string id, string[] lines) =>
        (int)(await client.PostAsync($"/api/runs/{id}/lines", new StringContent(string.Concat(lines), Encoding.UTF8, "application/x-ndjson")).JsonAsync())["acknowledged"]!;
}
