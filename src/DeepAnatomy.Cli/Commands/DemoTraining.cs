using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using DeepAnatomy.Cli.Phantoms;
using DeepAnatomy.Imaging.Phantoms;

namespace DeepAnatomy.Cli.Commands;

/// <summary>The end of the demo: a small training on synthetic patients that a server shows live, until Ctrl+C ends both.</summary>
sealed class DemoTraining(CommandEdge edge, string folder, string url) : IDisposable
{
    const int Patients = 8, Matrix = 128, SecondsToStart = 120, SecondsToEnd = 60;
    const double PixelMm = 3, SliceMm = 6;

    const string Configuration = """
        name: demo-muscle
        data:
          path: datasets/phantoms
          classes:
            - {name: muscle, labels: [skeletal_muscle]}
            - {name: subcutaneous_fat}
            - {name: visceral_fat}
        split: {folds: 4}
        preprocessing: {spacing_mm: [3, 3, 0]}
        sampling: {patch_size: [96, 96], batch_size: 4}
        limits: {iterations: 3000, iterations_per_epoch: 50}
        validation: {slices_per_case: 6}
        executor: {threads: 1}

        """;

    readonly string workspace = Path.Combine(Path.GetFullPath(folder), "workspace");
    readonly HttpClient client = new() { BaseAddress = new Uri(url), DefaultRequestHeaders = { { "X-DeepAnatomy", "1" } } };

    /// <summary>Starts the server and a training, says the address, and stays until it is told to stop; then both end.</summary>
    public int Show(ulong seed, Action<string> open)
    {
        MakeDataset(seed);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(edge.CancellationToken);
        using var closed = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        using var server = ServeCommand.StartApart(["--workspace", workspace, "--urls", url, "--demo", "--led", "--reports", Path.GetFullPath(folder)]);
        try
        {
            return Watch(server, open, stop.Token);
        }
        catch (OperationCanceledException)
        {
            edge.Terminal.Out.WriteLine("Stopping the training and the server …");
            StopTrainings();
            End(server);
            edge.Terminal.Out.WriteLine($"Both have ended. See the training again, and resume it: ./deepanatomy serve --demo --workspace {workspace} --reports {Path.GetFullPath(folder)}");
            return ExitCodes.Done;
        }
        finally
        {
            End(server);
        }
    }

    int Watch(Process server, Action<string> open, CancellationToken stop)
    {
        if (!IsReady(server, stop))
        {
            return server.HasExited ? server.ExitCode : throw new WorkNotDoneException($"the server at {url} was not ready after {SecondsToStart} s");
        }

        var run = Begin(stop);
        edge.Terminal.Out.WriteLine($"Watch it train: {url}/runs/{run}  (Ctrl+C here ends the server and its training, after a checkpoint)");
        open($"{url}/runs/{run}");
        server.WaitForExitAsync(stop).GetAwaiter().GetResult();
        return server.ExitCode;
    }

    public void Dispose() => client.Dispose();

    void MakeDataset(ulong seed)
    {
        var target = Path.Combine(workspace, "datasets", "phantoms");
        if (File.Exists(Path.Combine(target, "clinical.csv")))
        {
            return;
        }

        var cohort = new PhantomCohort(edge, Directory.CreateDirectory(target).FullName, writesDicom: false);
        for (var p = 0; p < Patients; p++)
        {
            edge.CancellationToken.ThrowIfCancellationRequested();
            var drawn = PhantomSampler.Draw(seed + 1000 + (ulong)p);
            cohort.Add(drawn with { Protocol = drawn.Protocol with { Matrix = Matrix, PixelMm = PixelMm, SliceMm = SliceMm } }, p, Patients, null);
        }

        cohort.WriteTable();
    }

    bool IsReady(Process server, CancellationToken stop)
    {
        for (var tenth = 0; tenth < 10 * SecondsToStart && !server.HasExited; tenth++)
        {
            try
            {
                using var answer = client.GetAsync(new Uri("/ready", UriKind.Relative), stop).GetAwaiter().GetResult();
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            stop.WaitHandle.WaitOne(100);
            stop.ThrowIfCancellationRequested();
        }

        return false;
    }

    string Begin(CancellationToken stop)
    {
        var form = new { name = "Demo: muscle and fat", configuration = Configuration, notes = "Synthetic patients with exact labels. A small U-Net learns muscle and fat.", tags = new[] { "demo" } };
        using var answer = client.PostAsJsonAsync("/api/runs", form, stop).GetAwaiter().GetResult();
        var text = answer.Content.ReadAsStringAsync(stop).GetAwaiter().GetResult();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()! : throw new WorkNotDoneException($"the server did not take the training: {text}");
    }

    // After a checkpoint, so that they can go on another day; at once where that takes too long.
    void StopTrainings()
    {
        HashSet<string> asked = [];
        for (var tenth = 0; tenth < 10 * SecondsToEnd; tenth++)
        {
            var left = UnderWay();
            foreach (var run in left.Where(asked.Add))
            {
                Stop(run, isNow: false);
            }

            if (left.Length == 0)
            {
                return;
            }

            Thread.Sleep(100);
        }

        foreach (var run in UnderWay())
        {
            Stop(run, isNow: true);
        }
    }

    string[] UnderWay()
    {
        try
        {
            using var list = JsonDocument.Parse(client.GetStringAsync(new Uri("/api/runs?state=queued,starting,running,stopping", UriKind.Relative)).GetAwaiter().GetResult());
            return [.. list.RootElement.GetProperty("runs").EnumerateArray().Where(run => run.GetProperty("source").GetString() != "remote").Select(run => run.GetProperty("id").GetString()!)];
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            // The server has gone; nobody can be asked.
            return [];
        }
    }

    void Stop(string run, bool isNow)
    {
        try
        {
            client.PostAsJsonAsync($"/api/runs/{run}/stop", new { now = isNow }).GetAwaiter().GetResult().Dispose();
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            // As above; UnderWay says next what is left.
        }
    }

    static void End(Process server)
    {
        if (server.HasExited)
        {
            return;
        }

        ServeCommand.End(server);
        if (!server.WaitForExit(TimeSpan.FromSeconds(SecondsToEnd)))
        {
            server.Kill();
            server.WaitForExit();
        }
    }
}
