using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Events;

public class EventTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_stream_says_hello_and_then_every_change()
    {
        var client = await fixture.ClientAsync(Role.Trainer);
        using var stream = new StreamReader(await client.GetStreamAsync("/api/events"));
        Assert.Equal("hello", (await Next(stream)).Name);
        var id = (string)(await client.PostAsJsonAsync("/api/runs", new { name = "watched", configuration = "", remote = true }).JsonAsync())["id"]!;
        await Until(stream, data => (string)data["id"]! == id && (string)data["state"]! == "created");
        await client.PostAsync($"/api/runs/{id}/lines", new StringContent(new ProtocolLines().Session(0).State("running").Points(1, 7).Text, Encoding.UTF8, "application/x-ndjson")).JsonAsync();
        await Until(stream, data => (string)data["id"]! == id && (string)data["state"]! == "running" && (int)data["step"]! == 7);
    }

    [Fact]
    public async Task Changes_can_be_asked_for_and_none_is_missed_between_two_questions()
    {
        var client = await fixture.ClientAsync(Role.Trainer);
        var since = (long)(await client.JsonAsync("/api/changes"))["revision"]!;
        var id = (string)(await client.PostAsJsonAsync("/api/runs", new { name = "asked", configuration = "", remote = true }).JsonAsync())["id"]!;
        var changes = await client.JsonAsync($"/api/changes?since={since}");
        Assert.Contains(changes["runs"]!.AsArray(), run => (string)run!["id"]! == id);
        var later = await client.JsonAsync($"/api/changes?since={changes["revision"]}");
        Assert.DoesNotContain(later["runs"]!.AsArray(), run => (string)run!["id"]! == id);
        // A page that remembers a number of before a restart gets everything.
        Assert.NotEmpty((await client.JsonAsync("/api/changes?since=999999999999"))["runs"]!.AsArray());
    }

    static async Task Until(StreamReader stream, Func<JsonNode, bool> isIt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var (name, data) = await Next(stream).WaitAsync(patience.Token);
            if (name == "run" && isIt(data))
            {
                return;
            }
        }
    }

    static async Task<(string Name, JsonNode Data)> Next(StreamReader stream)
    {
        string? line, name = "";
        while ((line = await stream.ReadLineAsync()) is not null)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (name, JsonNode.Parse(line[6..])!);
            }
        }

        throw new EndOfStreamException();
    }
}
