using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Runs;

namespace DeepAnatomy.Server.Tests.Runs;

public class TimelineTests
{
    [Fact]
    public async Task What_happened_is_told_in_the_language_of_the_page_once_also_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("deepanatomy-timeline-").FullName;
        try
        {
            string run;
            await using (var server = await RunningServer.StartAsync(folder))
            {
                var client = await server.ProgramAsync(Role.Trainer);
                run = (string)(await client.PostAsJsonAsync("/api/runs", new { name = "told", configuration = "", remote = true }).JsonAsync())["id"]!;
                await Send(client, run, Lines().All);
                await Answers.UntilAsync(async () => Texts(await Told(client, run, "en"), "finding").Length >= 2, "both findings are told");
            }

            await using var again = await RunningServer.StartAsync(folder);
            var person = await again.ProgramAsync(Role.Trainer);
            // A line more makes the run be looked at again.
            await Send(person, run, Lines().Points(90, 1).All);
            await Answers.UntilAsync(async () => (int)(await person.JsonAsync($"/api/runs/{run}"))["step"]! == 90, "the line is seen");
            var (english, german) = (await Told(person, run, "en"), await Told(person, run, "de-DE,de;q=0.9,en;q=0.5"));
            Assert.Single(Texts(english, "finding"), text => text.StartsWith("The loss became NaN at step 51.", StringComparison.Ordinal));
            Assert.Single(Texts(german, "finding"), text => text.StartsWith("Der Trainings-Loss wurde bei Schritt 51 zu NaN.", StringComparison.Ordinal));
            // Its name has a blank.
            Assert.Single(Texts(english, "finding"), text => text.Contains("rectus abdominis", StringComparison.Ordinal));
            Assert.Equal(["created", "running"], Texts(english, "state"));
            Assert.Equal(["angelegt", "läuft"], Texts(german, "state"));
            Assert.Equal(["session 1 begins at step 0"], Texts(english, "session"));
            Assert.Equal(["Sitzung 1 beginnt bei Schritt 0"], Texts(german, "session"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("state", "stopped: asked", "angehalten: asked")]
    [InlineData("state", "lost: its process is gone: killed", "verloren: its process is gone: killed")]
    [InlineData("request", "asked to stop after a checkpoint", "soll nach einer Sicherung anhalten")]
    [InlineData("request", "extended to 900 iterations", "auf 900 Iterationen verlängert")]
    [InlineData("session", "went back to step 40: diverged", "zurück zu Schritt 40: diverged")]
    [InlineData("finding", "H8@12 Overfitting: the loss", "Overfitting: the loss")]
    [InlineData("finding", "H11:a b@1\nDead.\nTot.", "Tot.")]
    [InlineData("other", "never seen", "never seen")]
    public void Words_that_were_kept_are_told_in_German(string kind, string kept, string told) => Assert.Equal(told, TimelineWords.Of(kind, kept, "de"));

    static ProtocolLines Lines()
    {
        var lines = new ProtocolLines().Session(0).State("running").Points(1, 50).Line("points", ("step", 51), ("values", new JsonObject { ["loss"] = null }));
        for (var step = 52; step < 80; step++)
        {
            lines.Line("points", ("step", step), ("values", new JsonObject { ["zero_share.rectus abdominis"] = 1.0 }));
        }

        return lines;
    }

    static async Task Send(HttpClient client, string run, string[] lines) =>
        await client.PostAsync($"/api/runs/{run}/lines", new StringContent(string.Concat(lines), Encoding.UTF8, "application/x-ndjson")).JsonAsync();

    static async Task<JsonNode> Told(HttpClient client, string run, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}") { Headers = { { "Accept-Language", language } } };
        return (await client.SendAsync(request).JsonAsync())["timeline"]!;
    }

    static string[] Texts(JsonNode timeline, string kind) => [.. timeline.AsArray().Where(item => (string)item!["kind"]! == kind).Select(item => (string)item!["text"]!)];
}
