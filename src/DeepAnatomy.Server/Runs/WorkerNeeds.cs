using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Training.Configuration;

namespace DeepAnatomy.Server.Runs;

/// <summary>What a worker needs of the machine.</summary>
static class WorkerNeeds
{
    /// <summary>Threads that wait do not keep the processors busy: others work here too.</summary>
    public static ImmutableSortedDictionary<string, string> Variables { get; } = ImmutableSortedDictionary<string, string>.Empty.Add("OMP_WAIT_POLICY", "passive");

    /// <summary>Threads of the engine, as a configuration says; 0 for one per core.</summary>
    public static int ThreadsOf(string configuration) => ConfigurationFile.Read(configuration, [], new ProblemList()).Executor.Threads;
}
