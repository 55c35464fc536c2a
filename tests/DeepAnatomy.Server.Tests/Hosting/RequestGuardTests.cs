using System.Net.Http.Json;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Site;

namespace DeepAnatomy.Server.Tests.Hosting;

public class RequestGuardTests
{
    [Fact]
    public async Task A_change_by_cookie_without_the_header_of_the_page_is_refused_and_a_token_needs_none()
    {
        await using var server = await RunningServer.StartAsync();
        var person = await server.PersonAsync(Role.Trainer);
        person.DefaultRequestHeaders.Remove("X-DeepAnatomy");
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/json" })
        {
            using var content = new StringContent("{\"name\":\"x\",\"configuration\":\"\",\"remote\":true}", new System.Net.Http.Headers.MediaTypeHeaderValue(type));
            Assert.Equal(403, await person.PostAsync("/api/runs", content).StatusAsync());
        }

        Assert.Equal(403, await person.DeleteAsync("/api/session").StatusAsync());
        Assert.Equal(200, await person.GetAsync("/api/runs").StatusAsync());
        var program = await server.ProgramAsync(Role.Trainer);
        Assert.Equal(201, await program.PostAsJsonAsync("/api/runs", new { name = "x", configuration = "", remote = true }).StatusAsync());
        Assert.Single((await program.JsonAsync("/api/runs"))["runs"]!.AsArray());
    }

    [Fact]
    public async Task Another_site_may_neither_read_nor_frame()
    {
        await using var server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/runs");
        request.Headers.Add("Origin", "https://evil.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "x-deepanatomy");
        using var answer = await server.Nobody().SendAsync(request);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
    }

    [Fact]
    public async Task The_page_gets_a_new_word_for_its_styles_each_time_and_the_policy_knows_it()
    {
        var web = Directory.CreateTempSubdirectory("deepanatomy-web-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(web, "index.html"), $"<style nonce=\"{SiteEndpoints.NoncePlaceholder}\">b{{}}</style>");
            Directory.CreateDirectory(Path.Combine(web, "assets"));
            await File.WriteAllTextAsync(Path.Combine(web, "assets", "page-1a2b.js"), "1");
            await using var server = await RunningServer.StartAsync(change: options => options with { Web = web });
            HashSet<string> words = [];
            foreach (var address in new[] { "/", "/runs/some-run", "/index.html", "/setup" })
            {
                using var answer = await server.Nobody().GetAsync(address);
                var text = await answer.Content.ReadAsStringAsync();
                var word = text.Split('"')[1];
                Assert.True(words.Add(word));
                var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
                Assert.Contains($"'nonce-{word}'", policy);
                Assert.DoesNotContain("unsafe", policy);
            }

            using var asset = await server.Nobody().GetAsync("/assets/page-1a2b.js");
            Assert.Contains("immutable", asset.Headers.CacheControl!.ToString());
            Assert.Equal(404, await server.Nobody().GetAsync("/assets/missing.js").StatusAsync());
            Assert.Equal(404, await server.Nobody().GetAsync("/../server.json").StatusAsync());
            Assert.Equal(404, await (await server.ProgramAsync(Role.Viewer)).GetAsync("/api/unknown").StatusAsync());
        }
        finally
        {
            Directory.Delete(web, recursive: true);
        }
    }

    [Fact]
    public async Task A_demonstration_answers_to_no_other_name_than_its_own()
    {
        await using var server = await RunningServer.StartAsync(change: options => options with { IsDemo = true });
        var client = server.Nobody();
        Assert.Equal("administrator", (string)(await client.JsonAsync("/api/session"))["role"]!);
        // A page of another site whose name was pointed at this machine sends that name.
        client.DefaultRequestHeaders.Host = "evil.example";
        Assert.Equal(400, await client.GetAsync("/api/runs").StatusAsync());
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("{\"name\":null,\"configuration\":\"\"}", 400)]
    [InlineData("{\"name\":7,\"configuration\":\"\"}", 400)]
    [InlineData("{\"name\":\"\",\"configuration\":\"\"}", 400)]
    public async Task What_is_not_understood_is_answered_with_problem_details(string body, int status)
    {
        await using var server = await RunningServer.StartAsync();
        var client = await server.PersonAsync(Role.Trainer);
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await client.PostAsync("/api/runs", content);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("   at ", await answer.Content.ReadAsStringAsync());
    }
}
