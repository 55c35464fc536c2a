using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;

namespace DeepAnatomy.Server.Tests.Soak;

/// <summary>A file system that becomes read-only, as Linux makes one after an error of its disk.</summary>
public sealed class ReadOnlyTests : IDisposable
{
    readonly string workspace = Directory.CreateTempSubdirectory("deepanatomy-readonly-").FullName;

    public void Dispose() => Directory.Delete(workspace, recursive: true);

    [MountFact]
    [Trait("Speed", "soak")]
    public async Task While_runs_cannot_be_written_the_server_says_so_and_afterwards_takes_everything()
    {
        var runs = Directory.CreateDirectory(Path.Combine(workspace, "runs")).FullName;
        using var server = new ServerProcess(workspace, "--demo") { Before = ["unshare", "-m", "sh", "-c", $"mount -t tmpfs -o size=50m none {runs} && exec \"$@\"", "server"] };
        await server.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(1) };
        client.DefaultRequestHeaders.Add("X-DeepAnatomy", "1");
        var run = await Remote(client);
        var lines = new ProtocolLines().Session(0).State("running").Points(1, 500).All;

        Remount(server.Id, runs, "ro");
        await Answers.UntilAsync(async () => await client.GetAsync("/ready").StatusAsync() == 503, "the server says that it is not ready");
        using (var ready = await client.GetAsync("/ready"))
        {
            Assert.Contains("runs (read-only file system)", await ready.Content.ReadAsStringAsync());
        }

        for (var n = 0; n < 5; n++)
        {
            using var refused = await Send(client, run, lines[..200]);
            Assert.True((int)refused.StatusCode is 503 or 507, $"{refused.StatusCode}");
            Assert.Contains("ead-only file system", await refused.Content.ReadAsStringAsync());
            Assert.Equal(200, await client.GetAsync("/api/runs").StatusAsync());
            Assert.Equal(200, await client.GetAsync("/health").StatusAsync());
            Assert.Equal(503, await client.PostAsJsonAsync("/api/runs", new { name = "second", configuration = "", remote = true }).StatusAsync());
        }

        Remount(server.Id, runs, "rw");
        await Answers.UntilAsync(async () => await client.GetAsync("/ready").StatusAsync() == 200, "the server is ready again");
        // A sender that has not heard of anything sends all of it again.
        foreach (var part in new[] { lines[..200], lines[..200], lines[200..] })
        {
            Assert.True((await Send(client, run, part)).IsSuccessStatusCode);
        }

        Assert.Equal(500, await Losses(client, run));
        Assert.Equal(1, (int)(await client.JsonAsync("/api/runs"))["total"]!);
        Assert.Equal("running", (string)(await client.JsonAsync($"/api/runs/{run}"))["state"]!);
    }

    [FailingDiskFact]
    [Trait("Speed", "soak")]
    public async Task A_disk_that_fails_while_runs_are_open_refuses_points_shows_all_curves_and_loses_nothing_that_was_acknowledged()
    {
        var (runs, disk) = (Directory.CreateDirectory(Path.Combine(workspace, "runs")).FullName, Path.Combine(workspace, "disk"));
        Assert.True(Disks.Succeeds("sh", "-c", $"dd if=/dev/zero of={disk} bs=1M count=32 && mkfs.ext4 -q -O ^has_journal {disk}"));
        using var server = new ServerProcess(workspace, "--demo") { Before = ["unshare", "-m", "sh", "-c", $"mount -o loop,errors=remount-ro {disk} {runs} && exec \"$@\"", "server"] };
        await server.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(1) };
        client.DefaultRequestHeaders.Add("X-DeepAnatomy", "1");
        var over = await Remote(client);
        Assert.True((await Send(client, over, new ProtocolLines().Session(0).State("running").Points(1, 300).State("finished").All)).IsSuccessStatusCode);
        var open = await Remote(client);
        var lines = new ProtocolLines().Session(0).State("running").Points(1, 500).All;
        // Started anew, so that the first is a run that nobody has opened since.
        await Task.Delay(3000);
        await server.KillAsync();
        await server.StartAsync();
        Assert.True((await Send(client, open, lines[..200])).IsSuccessStatusCode);
        // What is acknowledged is on the disk a second later.
        await Task.Delay(3000);

        await File.WriteAllTextAsync($"/sys/fs/ext4/{DeviceOf(server.Id, runs)}/trigger_fs_error", "1");
        using (var ready = await client.GetAsync("/ready"))
        {
            Assert.Equal(503, (int)ready.StatusCode);
            Assert.Contains("runs (read-only file system)", await ready.Content.ReadAsStringAsync());
        }

        for (var n = 0; n < 3; n++)
        {
            using var refused = await Send(client, open, lines[..400]);
            Assert.Equal(507, (int)refused.StatusCode);
            Assert.Contains("ead-only file system", await refused.Content.ReadAsStringAsync());
            using var closed = await Send(client, over, lines);
            Assert.Equal(503, (int)closed.StatusCode);
            Assert.Equal(198, await Losses(client, open));
            Assert.Equal(300, await Losses(client, over));
            Assert.Equal(200, await client.GetAsync($"/api/query?run={over}&series=loss&run={open}&series=loss").StatusAsync());
            Assert.Equal(200, await client.GetAsync($"/api/runs/{over}").StatusAsync());
            Assert.Equal(200, await client.GetAsync($"/api/runs/{over}/findings").StatusAsync());
            Assert.Equal(601, (await client.GetStringAsync($"/api/runs/{over}/export.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        }

        // A new disk with what is left on the old one.
        await server.KillAsync();
        await server.StartAsync();
        Assert.Equal(198, await Losses(client, open));
        foreach (var part in new[] { lines[..200], lines[..400], lines[400..] })
        {
            Assert.True((await Send(client, open, part)).IsSuccessStatusCode);
        }

        Assert.Equal(500, await Losses(client, open));
        Assert.Equal(300, await Losses(client, over));
    }

    [MountFact]
    [Trait("Speed", "soak")]
    public void A_workspace_that_cannot_be_written_is_refused_at_the_start_in_one_line_that_says_why()
    {
        var start = new ProcessStartInfo("unshare", ["-m", "sh", "-c", $"mount -t tmpfs none {workspace} && mount -o remount,ro {workspace} && exec \"$@\"", "server", BuiltPrograms.Server, "--demo", "--workspace", workspace, "--urls", "http://127.0.0.1:0"]) { RedirectStandardError = true };
        using var server = Process.Start(start)!;
        var said = server.StandardError.ReadToEnd();
        server.WaitForExit();
        Assert.Equal(2, server.ExitCode);
        Assert.Contains("the workspace cannot be written (Read-only file system", said);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    static async Task<string> Remote(HttpClient client) => (string)(await client.PostAsJsonAsync("/api/runs", new { name = "remote", configuration = "", remote = true }).JsonAsync())["id"]!;

    static async Task<long> Losses(HttpClient client, string run) => (long)(await client.JsonAsync($"/api/runs/{run}/series")).AsArray().Single(series => (string)series!["name"]! == "loss")!["points"]!;

    static string DeviceOf(int process, string folder) => Path.GetFileName(File.ReadLines($"/proc/{process}/mounts").Select(line => line.Split(' ')).Last(mount => mount[1] == folder)[0]);

    static Task<HttpResponseMessage> Send(HttpClient client, string run, string[] lines) =>
        client.PostAsync($"/api/runs/{run}/lines", new StringContent(string.Concat(lines), Encoding.UTF8, "application/x-ndjson"));

    // In the mounts that the server sees.
    static void Remount(int server, string folder, string how)
    {
        using var mount = Process.Start("nsenter", ["-t", $"{server}", "-m", "mount", "-o", $"remount,{how}", folder]);
        mount.WaitForExit();
        Assert.Equal(0, mount.ExitCode);
    }
}
