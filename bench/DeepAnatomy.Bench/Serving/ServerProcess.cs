using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Bench.Serving;

/// <summary>The server as a process of its own, without login, on a free port; ended at once when disposed.</summary>
sealed class ServerProcess : IDisposable
{
    const string Greeting = "DeepAnatomy is at ";
    readonly Process process;

    ServerProcess(Process process, Uri address)
    {
        this.process = process;
        // As a browser does: what can be sent in less bytes is.
        Client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = address };
        Client.DefaultRequestHeaders.Add("X-DeepAnatomy", "1");
    }

    public HttpClient Client { get; }

    /// <summary>Processor time over all threads so far.</summary>
    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Peak of its resident memory, mapped files included; null where the system does not tell.</summary>
    public long? PeakBytes => File.Exists(Status)
        ? long.Parse(File.ReadLines(Status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))[6..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024
        : null;

    string Status => $"/proc/{process.Id}/status";

    /// <param name="workspace">Its workspace; may be new.</param>
    public static ServerProcess Start(string workspace)
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "DeepAnatomy.Server", "release", "deepanatomy-server"));
        var process = Process.Start(new ProcessStartInfo(program, ["--demo", "--workspace", workspace, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true })!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Greeting, StringComparison.Ordinal))
            {
                // What it says later is of no interest, but must not fill the pipe.
                _ = process.StandardOutput.ReadToEndAsync();
                return new(process, new(line[Greeting.Length..].Split(' ')[0]));
            }
        }

        process.WaitForExit();
        throw new InvalidOperationException($"The server ended with exit code {process.ExitCode}.");
    }

    /// <summary>Asks it to stop, and waits until it has written everything down.</summary>
    public void Stop()
    {
        using var asking = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        asking.WaitForExit();
        process.WaitForExit();
    }

    /// <summary>Makes a run whose worker is elsewhere.</summary>
    /// <returns>Its id.</returns>
    public string Register(string name)
    {
        using var answer = Client.PostAsJsonAsync("/api/runs", new { name, configuration = "", remote = true }).GetAwaiter().GetResult();
        answer.EnsureSuccessStatusCode();
        return (string)JsonNode.Parse(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult())!["id"]!;
    }

    /// <summary>Sends batches of lines to a run, one after the other.</summary>
    public async Task SendAsync(string run, IEnumerable<byte[]> batches)
    {
        foreach (var batch in batches)
        {
            using var content = new ByteArrayContent(batch) { Headers = { ContentType = new("application/x-ndjson") } };
            using var answer = await Client.PostAsync($"/api/runs/{run}/lines", content).ConfigureAwait(false);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Bytes of an answer.</summary>
    public byte[] Get(string address) => Client.GetByteArrayAsync(address).GetAwaiter().GetResult();

    /// <summary>Points that the server has of all series of a run.</summary>
    public double Points(string run) => JsonNode.Parse(Get($"/api/runs/{run}/series"))!.AsArray().Sum(series => (double)series!["points"]!);

    public void Dispose()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
