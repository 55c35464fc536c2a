using System.Diagnostics;
using System.Text.Json;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Workspace;

namespace DeepAnatomy.Server.Runs;

/// <summary>Lets a worker make three real iterations of a training, to know what it needs. One at a time.</summary>
sealed class TrainingDryRun(WorkspaceFolder workspace, ServerOptions options, KnownPlans plans) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Runs it.</summary>
    /// <returns>What it needs; null when the worker could not say.</returns>
    public async Task<TrainingPlan?> RunAsync(string configuration, string? architecture, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        var folder = Directory.CreateDirectory(Path.Combine(workspace.Root, ".plan")).FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "configuration.yaml"), configuration, cancellation);
            string[] arguments = ["train", Path.Combine(folder, "configuration.yaml"), "--dry-run", "--json"];
            if (architecture is not null)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, "architecture.json"), architecture, cancellation);
                arguments = [.. arguments, "--arch", Path.Combine(folder, "architecture.json")];
            }

            var plan = await Ask(arguments, cancellation);
            if (plan is not null)
            {
                plans.Add(configuration, architecture, plan);
            }

            return plan;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    async Task<TrainingPlan?> Ask(string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(options.Worker, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = workspace.Root };
        foreach (var (name, value) in WorkerNeeds.Variables)
        {
            start.Environment[name] = value;
        }

        using var worker = Process.Start(start)!;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Patience);
        try
        {
            worker.StandardInput.Close();
            var errors = worker.StandardError.ReadToEndAsync(limited.Token);
            var text = await worker.StandardOutput.ReadToEndAsync(limited.Token);
            await errors;
            await worker.WaitForExitAsync(limited.Token);
            return worker.ExitCode == 0 ? JsonSerializer.Deserialize<TrainingPlan>(text, JsonForm.Options) : null;
        }
        catch (Exception error) when (error is JsonException or OperationCanceledException)
        {
            worker.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }
}
