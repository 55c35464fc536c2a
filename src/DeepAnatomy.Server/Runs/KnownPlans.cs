using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Workspace;

namespace DeepAnatomy.Server.Runs;

/// <summary>What dry runs found lately, so that a training that is made of the same documents gets the memory it needs; kept in the workspace.</summary>
sealed partial class KnownPlans(WorkspaceFolder workspace, ILogger<KnownPlans> log)
{
    const int Most = 64;

    // The dry run validates no whole case, which takes more than iterations do.
    const double Margin = 1.25;
    readonly Lock gate = new();
    List<KnownPlan>? plans;

    /// <summary>Keeps what a training needs.</summary>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="architecture">The architecture, or null.</param>
    /// <param name="plan">What it needs.</param>
    public void Add(string configuration, string? architecture, TrainingPlan plan)
    {
        var documents = HashOf(configuration, architecture);
        lock (gate)
        {
            plans = [.. Kept().Where(known => known.Documents != documents).TakeLast(Most - 1), new(documents, plan)];
            try
            {
                AtomicFile.WriteText(workspace.Plans, JsonSerializer.Serialize(plans, JsonForm.Options));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is known until the server ends, and can be measured again.
                NotKept(log, error);
            }
        }
    }

    /// <summary>Memory to give to a training, in megabytes (2^20 bytes); null where no dry run of it is known.</summary>
    public long? MemoryMb(string configuration, string? architecture)
    {
        var documents = HashOf(configuration, architecture);
        lock (gate)
        {
            return Kept().Find(known => known.Documents == documents) is { } found ? (long)Math.Ceiling(found.Plan.MemoryMb * Margin) : null;
        }
    }

    // A damaged file is as good as none: what it held can be measured again.
    List<KnownPlan> Kept()
    {
        try
        {
            return plans ??= JsonSerializer.Deserialize<List<KnownPlan>>(File.ReadAllBytes(workspace.Plans), JsonForm.Options) ?? [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return plans = [];
        }
    }

    static string HashOf(string configuration, string? architecture) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{configuration.Length} {configuration}{(architecture is null ? "" : $" {architecture}")}")));

    [LoggerMessage(LogLevel.Warning, "What a training needs could not be written down.")]
    static partial void NotKept(ILogger logger, Exception error);

    /// <param name="Documents">SHA-256 of configuration and architecture.</param>
    /// <param name="Plan">What they need.</param>
    sealed record KnownPlan(string Documents, TrainingPlan Plan);
}
