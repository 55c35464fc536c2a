using DeepAnatomy.Operations.Jobs;
using DeepAnatomy.Server.Charts;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Workspace;

namespace DeepAnatomy.Server.Runs;

/// <summary>The parts that run trainings and follow them.</summary>
static class RunParts
{
    public static void Add(IServiceCollection parts, ServerOptions options, WorkspaceFolder workspace)
    {
        parts.AddSingleton<ServerMetrics>().AddSingleton<RunFolders>().AddSingleton<RunRegistry>().AddSingleton<SeriesShelf>().AddSingleton<RunVerdicts>().AddSingleton<FindingNews>().AddSingleton<FileHashes>();
        parts.AddSingleton(services => new LocalExecutor(workspace.Jobs, options.Jobs, services.GetRequiredService<TimeProvider>()));
        parts.AddSingleton<RunTrackers>().AddHostedService(services => services.GetRequiredService<RunTrackers>());
        parts.AddHostedService<RunJobs>();
        parts.AddHostedService<RunAdoption>();
        parts.AddHostedService<HeapCare>();
        parts.AddSingleton<RunLaunch>().AddSingleton<TrainingCheck>().AddSingleton<TrainingDryRun>().AddSingleton<KnownPlans>().AddSingleton<RunDetails>();
    }
}
