using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Cli.Tests.Demos;

public sealed class DemoEndTests : IDisposable
{
    static readonly string Root = ReferenceData.ProjectRoot;
    static readonly string Program = Path.Combine(Root, "artifacts", "bin", "DeepAnatomy.Cli", "release", "deepanatomy");
    static readonly string Server = Path.Combine(Root, "artifacts", "bin", "DeepAnatomy.Server", "release", "deepanatomy-server");
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    readonly TemporaryFolder folder = new();
    readonly List<string> said = [];

    public void Dispose() => folder.Dispose();

    /// <summary>What a terminal does at Ctrl+C, and what a service manager or <c>kill</c> does.</summary>
    [BuiltTheory]
    [InlineData("-INT", true)]
    [InlineData("-INT", false)]
    [InlineData("-TERM", false)]
    [Trait("Speed", "soak")]
    public async Task A_signal_to_the_demo_ends_its_server_and_its_training_with_a_checkpoint(string signal, bool isGroup)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        using var client = new HttpClient { BaseAddress = new(url) };
        // setsid gives it a process group of its own, as a shell does with what runs in the foreground.
        using var demo = Start("setsid", Program, "demo", "--patients", "0", "--no-browser", "--dir", folder.Path, "--urls", url);
        await Until(demo, async () => await Row(client) is { } run && (string)run["state"]! == "running" && (int)run["step"]! > 0, "it trains");
        using (var kill = Process.Start("kill", [signal, "--", isGroup ? $"-{demo.Id}" : $"{demo.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await Until(demo, () => Task.FromResult(demo.HasExited), "it ends", mayEnd: true);
        Assert.True(demo.ExitCode == 0, Said);
        Assert.Contains("Both have ended.", Said);
        // Nothing that was said before says otherwise.
        Assert.Contains("Ctrl+C here ends the server and its training", Said);
        Assert.DoesNotContain("go on", Said);
        Assert.Empty(Left());
        var run = Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, "workspace", "runs")), run => Path.GetFileName(run)[0] != '.');
        Assert.True(File.Exists(Path.Combine(run, "checkpoints", "last.keras")), "it stopped without a checkpoint");
    }

    [BuiltFact]
    [Trait("Speed", "soak")]
    public async Task A_demo_that_is_killed_takes_its_server_along()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        using var client = new HttpClient { BaseAddress = new(url) };
        using var demo = Start(Program, "demo", "--patients", "0", "--no-browser", "--dir", folder.Path, "--urls", url);
        await Until(demo, async () => await Row(client) is not null, "the server answers");
        var run = (string)(await Row(client))!["id"]!;
        await Until(demo, async () => (string)(await Row(client))!["state"]! == "running", "it trains");
        client.DefaultRequestHeaders.Add("X-DeepAnatomy", "1");
        (await client.PostAsJsonAsync($"/api/runs/{run}/stop", new { now = true })).Dispose();
        demo.Kill();
        await Until(demo, () => Task.FromResult(Left().Length == 0), "the server ends", mayEnd: true);
    }

    string Said
    {
        get
        {
            lock (said)
            {
                return string.Join('\n', said);
            }
        }
    }

    Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        foreach (var begin in new Action[] { process.BeginOutputReadLine, process.BeginErrorReadLine })
        {
            begin();
        }

        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        return process;
    }

    void Keep(string? line)
    {
        lock (said)
        {
            said.Add(line ?? "");
        }
    }

    static async Task<JsonNode?> Row(HttpClient client)
    {
        try
        {
            return JsonNode.Parse(await client.GetStringAsync("/api/runs"))!["runs"]!.AsArray().FirstOrDefault();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    async Task Until(Process demo, Func<Task<bool>> look, string what, bool mayEnd = false)
    {
        for (var started = Stopwatch.StartNew(); !await look(); await Task.Delay(100))
        {
            Assert.True(mayEnd || !demo.HasExited, $"the demo ended by itself: {Said}");
            Assert.True(started.Elapsed < Patience, $"waiting until {what}: {Said}");
        }
    }

    // Processes whose command line names the folder of this test.
    string[] Left() =>
    [
        .. Directory.GetDirectories("/proc").Where(process => int.TryParse(Path.GetFileName(process), out _)).Select(CommandLine).Where(line => line.Contains(folder.Path, StringComparison.Ordinal)),
    ];

    static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string? Missing => new[] { Program, Server }.FirstOrDefault(file => !File.Exists(file)) is { } file ? $"{file} is not built." : null;

    [AttributeUsage(AttributeTargets.Method)]
    sealed class BuiltTheoryAttribute : TheoryAttribute
    {
        public BuiltTheoryAttribute() => Skip = Missing;
    }

    [AttributeUsage(AttributeTargets.Method)]
    sealed class BuiltFactAttribute : FactAttribute
    {
        public BuiltFactAttribute() => Skip = Missing;
    }
}
