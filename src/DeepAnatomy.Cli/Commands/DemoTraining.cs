using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using DeepAnatomy.Cli.Phantoms;
using DeepAnatomy.Imaging.Phantoms;

namespace DeepAnatomy.Cli.Commands;

/// <summary>The end of the demo: a small training on synthetic patients that a server shows live, until Ctrl+C ends both.</summary>
sealed class DemoTraining(CommandEdge edge, string folder, string url) : IDisposable
{
    const int Patients = 8, Matrix = 128, SecondsToStart = 60;
    const double SliceMm = 6;

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
        sampling: {patch_size: [96, 96], batch_size: 8}
        limits: {iterations: 3000, iterations_per_epoch: 100}
        validation: {slices_per_case: 6}
        executor: {threads: 1}

        """;

    readonly string workspace = Path.Combine(Path.GetFullPath(folder), "workspace");
    readonly HttpClient client = new() { BaseAddress = new Uri(url), DefaultRequestHeaders = { { "X-DeepAnatomy", "1" } } };

    /// <summary>Starts the server and a training, says the address, and stays until it is told to stop.</summary>
    public int Show(ulong seed, Action<string> open)
    {
        MakeDataset(seed);
        using var server = ServeCommand.Start(["--workspace", workspace, "--urls", url, "--demo"]);
        try
        {
            if (!IsReady(server))
            {
                return server.HasExited ? server.ExitCode : throw new WorkNotDoneException($"the server at {url} was not ready after {SecondsToStart} s");
            }

            var run = Begin();
            edge.Terminal.Out.WriteLine($"Watch it train: {url}/runs/{run}  (Ctrl+C ends the server and the training)");
            open($"{url}/runs/{run}");
            server.WaitForExitAsync(edge.CancellationToken).GetAwaiter().GetResult();
            return server.ExitCode;
        }
        catch (OperationCanceledException)
        {
            End(server);
            return ExitCodes.Done;
        }
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
            cohort.Add(drawn with { Protocol = drawn.Protocol with { Matrix = Matrix, SliceMm = SliceMm } }, p, Patients, null);
        }

        cohort.WriteTable();
    }

    bool IsReady(Process server)
    {
        for (var tenth = 0; tenth < 10 * SecondsToStart && !server.HasExited; tenth++)
        {
            try
            {
                using var answer = client.GetAsync(new Uri("/ready", UriKind.Relative), edge.CancellationToken).GetAwaiter().GetResult();
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            edge.CancellationToken.WaitHandle.WaitOne(100);
            edge.CancellationToken.ThrowIfCancellationRequested();
        }

        return false;
    }

    string Begin()
    {
        var form = new { name = "Demo: muscle and fat", configuration = Configuration, notes = "Synthetic patients with exact labels. A small U-Net learns muscle and fat.", tags = new[] { "demo" } };
        using var answer = client.PostAsJsonAsync("/api/runs", form, edge.CancellationToken).GetAwaiter().GetResult();
        var text = answer.Content.ReadAsStringAsync(edge.CancellationToken).GetAwaiter().GetResult();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()! : throw new WorkNotDoneException($"the server did not take the training: {text}");
    }

    void End(Process server)
    {
        try
        {
            using var list = JsonDocument.Parse(client.GetStringAsync("/api/runs?state=running,queued,starting").GetAwaiter().GetResult());
            foreach (var run in list.RootElement.GetProperty("runs").EnumerateArray())
            {
                client.PostAsJsonAsync($"/api/runs/{run.GetProperty("id").GetString()}/stop", new { now = true }).GetAwaiter().GetResult().Dispose();
            }
        }
        catch (HttpRequestException)
        {
            // Already gone; then its trainings were not started by it or end by themselves.
        }

        ServeCommand.End(server);
    }
}
