using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Runs;

namespace DeepAnatomy.Server.Tests.Runs;

public class RunFileTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("../../deepanatomy.db")]
    [InlineData("..%2F..%2Fdeepanatomy.db")]
    [InlineData("%2e%2e/%2e%2e/deepanatomy.db")]
    [InlineData("..%5c..%5cdeepanatomy.db")]
    [InlineData("samples/../../../deepanatomy.db")]
    [InlineData("samples/..%2f..%2f..%2fdeepanatomy.db")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("//etc/passwd")]
    [InlineData("link.txt")]
    [InlineData("linked/passwd")]
    [InlineData("series/journal-000001.blsj")]
    [InlineData(".hidden")]
    [InlineData("samples")]
    [InlineData("run.json%00.png")]
    public async Task No_path_leads_out_of_the_folder_of_a_run(string path)
    {
        var (client, id) = await RunWithFiles();
        Assert.Equal(404, await Raw(client, $"/api/runs/{id}/files/{path}"));
    }

    [Fact]
    public async Task Pictures_open_and_everything_else_is_saved()
    {
        var (client, id) = await RunWithFiles();
        using var picture = await client.GetAsync($"/api/runs/{id}/files/samples/a.png");
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.MediaType);
        using var page = await client.GetAsync($"/api/runs/{id}/files/page.html");
        Assert.Equal("application/octet-stream", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", page.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("sandbox", Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
        var shown = (await client.JsonAsync($"/api/runs/{id}"))["artifacts"]!.AsArray().Select(file => (string)file!["path"]!);
        Assert.Equal(["page.html", "samples/a.png"], shown);
    }

    [Theory]
    [InlineData("run.json", true)]
    [InlineData("checkpoints/best.keras", true)]
    [InlineData("../x", false)]
    [InlineData("a/../../x", false)]
    [InlineData("/x", false)]
    [InlineData("", false)]
    [InlineData("a\\..\\b", false)]
    [InlineData("summary.json", false)]
    public void Only_files_within_are_shown(string path, bool isShown) => Assert.Equal(isShown, RunFiles.IsShown(path));

    async Task<(HttpClient Client, string Id)> RunWithFiles()
    {
        var client = await fixture.Server.ProgramAsync(Role.Trainer);
        var id = (string)(await client.PostAsJsonAsync("/api/runs", new { name = "files", configuration = "", remote = true }).JsonAsync())["id"]!;
        var folder = fixture.Server.Part<RunFolders>().Of(id);
        Directory.CreateDirectory(Path.Combine(folder, "samples"));
        await File.WriteAllTextAsync(Path.Combine(folder, "samples", "a.png"), "png");
        await File.WriteAllTextAsync(Path.Combine(folder, "page.html"), "<script>alert(1)</script>");
        await File.WriteAllTextAsync(Path.Combine(folder, ".hidden"), "secret");
        File.CreateSymbolicLink(Path.Combine(folder, "link.txt"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(folder, "linked"), "/etc");
        return (client, id);
    }

    // The client of .NET tidies addresses up; an attacker's does not.
    async Task<int> Raw(HttpClient client, string target)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(fixture.Server.Address.Host, fixture.Server.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {client.DefaultRequestHeaders.Authorization}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var status = (await reader.ReadLineAsync())!.Split(' ')[1];
        // An address the server does not even take for one is as good as one that is not there.
        return status == "400" ? 404 : int.Parse(status);
    }
}
