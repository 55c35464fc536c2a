using DeepAnatomy.Server.Accounts;

namespace DeepAnatomy.Server.Tests.Site;

public sealed class ReportTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("deepanatomy-reports-").FullName;

    public ReportTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "patient-0001"));
        File.WriteAllText(Path.Combine(folder, "index.html"), "<style>b{}</style><a href=\"patient-0001/report.html\">1</a>");
        File.WriteAllText(Path.Combine(folder, "patient-0001", "report.html"), "<p>38 cm²</p>");
        File.WriteAllText(Path.Combine(folder, "patient-0001", "measurements.json"), "{}");
        File.CreateSymbolicLink(Path.Combine(folder, "link.html"), "/etc/passwd");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Reports_are_read_by_those_who_are_signed_in_and_run_nothing()
    {
        await using var server = await RunningServer.StartAsync(change: options => options with { Reports = folder });
        Assert.Equal(401, await server.Nobody().GetAsync("/reports/index.html").StatusAsync());
        var person = await server.PersonAsync(Role.Viewer);
        Assert.True((bool)(await person.JsonAsync("/api/session"))["reports"]!);
        using var answer = await person.GetAsync("/reports/patient-0001/report.html");
        Assert.Equal("<p>38 cm²</p>", await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline';", policy);
        Assert.DoesNotContain("script-src", policy);
    }

    [Theory]
    [InlineData("/reports/patient-0001/measurements.json")]
    [InlineData("/reports/link.html")]
    [InlineData("/reports/..%2f..%2fetc/passwd.html")]
    [InlineData("/reports/missing.html")]
    [InlineData("/reports/")]
    public async Task Nothing_but_reports_is_read(string address)
    {
        await using var server = await RunningServer.StartAsync(change: options => options with { Reports = folder });
        Assert.Equal(404, await (await server.PersonAsync(Role.Administrator)).GetAsync(address).StatusAsync());
    }

    [Fact]
    public async Task Without_a_folder_of_reports_there_are_none()
    {
        await using var server = await RunningServer.StartAsync();
        var person = await server.PersonAsync(Role.Viewer);
        Assert.False((bool)(await person.JsonAsync("/api/session"))["reports"]!);
        Assert.Equal(404, await person.GetAsync("/reports/index.html").StatusAsync());
    }
}
