using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Charts;

public class ChartEndpointTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Curves_of_several_runs_come_in_one_answer_with_every_point_at_its_place()
    {
        var client = await fixture.ClientAsync(Role.Trainer);
        var (one, other) = (await Run(client, 40), await Run(client, 20));
        var bytes = await client.GetByteArrayAsync($"/api/query?run={one}&series=loss&run={other}&series=gradient_norm&columns=100");
        Assert.Equal("BLS1"u8.ToArray(), bytes[..4]);
        var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        var header = JsonNode.Parse(bytes.AsSpan(8, length))!;
        var entries = header["entries"]!.AsArray();
        Assert.Equal([$"{one} loss 40", $"{other} gradient_norm 20"], entries.Select(entry => $"{entry!["run"]} {entry["series"]} {entry["points"]}"));
        var start = (8 + length + 7) / 8 * 8;
        for (var step = 1; step <= 40; step++)
        {
            Assert.Equal(step, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(start + (8 * (step - 1)))));
            Assert.Equal(1.0 / step, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(start + (8 * (40 + step - 1)))));
        }

        Assert.Equal(start + (16 * 60), bytes.Length);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("run=RUN", 400)]
    [InlineData("run=RUN&run=RUN&series=a&series=b&series=c", 400)]
    [InlineData("run=unknown&series=loss", 404)]
    [InlineData("run=RUN&series=loss&x=time", 400)]
    [InlineData("run=RUN&series=loss&columns=0", 400)]
    [InlineData("run=RUN&series=loss&columns=many", 400)]
    [InlineData("run=RUN&series=loss&smooth=ema&amount=1", 400)]
    [InlineData("run=RUN&series=loss&sessions=some", 400)]
    [InlineData("run=RUN&series=loss&granularity=0", 400)]
    [InlineData("run=RUN&series=loss&from=2&to=1", 400)]
    [InlineData("run=RUN&series=loss&from=NaN", 400)]
    [InlineData("run=RUN&series=unknown", 200)]
    [InlineData("run=RUN&series=loss&x=wall&smooth=gaussian&amount=3&sessions=1,2&granularity=5&raw=true", 200)]
    public async Task A_question_that_makes_no_sense_is_answered_with_what_is_wrong(string question, int status)
    {
        var client = await fixture.ClientAsync(Role.Trainer);
        var run = await Run(client, 10);
        Assert.Equal(status, await client.GetAsync($"/api/query?{question.Replace("RUN", run, StringComparison.Ordinal)}").StatusAsync());
    }

    [Fact]
    public async Task The_list_finds_sorts_and_counts()
    {
        var client = await fixture.ClientAsync(Role.Trainer);
        var tag = Guid.NewGuid().ToString("N");
        foreach (var name in new[] { "beta", "Alpha", "gamma" })
        {
            await client.PostAsJsonAsync("/api/runs", new { name, tags = new[] { tag }, configuration = "", remote = true }).JsonAsync();
        }

        async Task<string> Names(string question) => string.Join(' ', (await client.JsonAsync($"/api/runs?tag={tag}&{question}"))["runs"]!.AsArray().Select(run => (string)run!["name"]!));
        Assert.Equal("Alpha beta gamma", await Names("sort=name"));
        Assert.Equal("gamma beta Alpha", await Names("sort=-name"));
        Assert.Equal("beta", await Names("sort=name&skip=1&count=1"));
        Assert.Equal("gamma", await Names("search=GAM"));
        Assert.Equal("", await Names("state=running,failed"));
        Assert.Equal(3, (int)(await client.JsonAsync($"/api/runs?tag={tag}&count=1"))["total"]!);
        Assert.Equal(400, await client.GetAsync("/api/runs?sort=beauty").StatusAsync());
        Assert.Equal(400, await client.GetAsync("/api/runs?state=asleep").StatusAsync());
    }

    [Fact]
    public async Task All_points_come_as_CSV_and_Parquet()
    {
        var client = await fixture.ClientAsync(Role.Trainer);
        var run = await Run(client, 25);
        var lines = (await client.GetStringAsync($"/api/runs/{run}/export.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("series,session,step,time,value,superseded", lines[0]);
        Assert.Equal(51, lines.Length);
        var parquet = await client.GetByteArrayAsync($"/api/runs/{run}/export.parquet");
        Assert.Equal("PAR1"u8.ToArray(), parquet[..4]);
        Assert.Equal("PAR1"u8.ToArray(), parquet[^4..]);
        Assert.Equal(404, await client.GetAsync("/api/runs/unknown/export.csv").StatusAsync());
    }

    [Fact]
    public async Task An_upload_that_is_no_event_file_is_refused_and_leaves_nothing()
    {
        var client = await fixture.ClientAsync(Role.Trainer);
        var before = Directory.GetDirectories(Path.Combine(fixture.Server.Workspace, "runs")).Length;
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "files", "events.out.tfevents.1" } };
        Assert.Equal(422, await client.PostAsync("/api/import/tensorboard", form).StatusAsync());
        Assert.Equal(before, Directory.GetDirectories(Path.Combine(fixture.Server.Workspace, "runs")).Length);
    }

    static async Task<string> Run(HttpClient client, int points)
    {
        var id = (string)(await client.PostAsJsonAsync("/api/runs", new { name = "curves", configuration = "", remote = true }).JsonAsync())["id"]!;
        await client.PostAsync($"/api/runs/{id}/lines", new StringContent(new ProtocolLines().Session(0).State("running").Points(1, points).Text, Encoding.UTF8, "application/x-ndjson")).JsonAsync();
        return id;
    }
}
