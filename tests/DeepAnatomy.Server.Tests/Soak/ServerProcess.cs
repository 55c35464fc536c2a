using System.Diagnostics;

namespace DeepAnatomy.Server.Tests.Soak;

/// <summary>The server as a real process, which may be killed and started again on the same address.</summary>
sealed class ServerProcess(string workspace, params string[] options) : IDisposable
{
    Process? process;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public int Id => process!.Id;

    /// <summary>A program before the server, which it is given to: name and arguments.</summary>
    public string[] Before { get; init; } = [];

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync()
    {
        string[] words = [.. Before, BuiltPrograms.Server, "--workspace", workspace, "--urls", Address.ToString().TrimEnd('/'), .. options];
        process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true })!;
        process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = Address };
        await Answers.UntilAsync(
            async () =>
            {
                Assert.False(process.HasExited, "the server ended by itself");
                try
                {
                    return await client.GetAsync("/ready").StatusAsync() == 200;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the server is ready",
            300);
    }

    /// <summary>As a machine that fails, or an operator without patience.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public void Dispose()
    {
        process?.Kill();
        process?.WaitForExit();
        process?.Dispose();
    }

    static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
