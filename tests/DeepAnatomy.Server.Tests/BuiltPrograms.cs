namespace DeepAnatomy.Server.Tests;

/// <summary>The programs as the build left them.</summary>
static class BuiltPrograms
{
    public static string Server { get; } = Built("DeepAnatomy.Server", "deepanatomy-server");

    public static string Worker { get; } = Built("DeepAnatomy.Cli", "deepanatomy");

    static string Built(string project, string name) => Path.Combine(ReferenceData.ProjectRoot, "artifacts", "bin", project, "release", name);
}

/// <summary>A test with the real trainer; skipped with the reason where it is not built.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class WorkerFactAttribute : FactAttribute
{
    public WorkerFactAttribute()
    {
        if (!File.Exists(BuiltPrograms.Worker))
        {
            Skip = $"The trainer is not built: {BuiltPrograms.Worker}.";
        }
    }
}
