using System.Collections.Immutable;
using DeepAnatomy.Cli.Sending;

namespace DeepAnatomy.Cli.Trainings;

/// <summary>What the user asked for.</summary>
/// <param name="Configuration">File of the configuration.</param>
/// <param name="Overrides">Changes of single settings.</param>
/// <param name="Architecture">File of the architecture, or null.</param>
/// <param name="Run">Folder of the run, or null for the usual.</param>
/// <param name="Cache">Folder of preprocessed scans, or null for the usual.</param>
/// <param name="Resumes">Whether to go on with a run.</param>
/// <param name="Server">Who gets the lines, or null.</param>
/// <param name="ServerWait">How long to wait for the server at the end.</param>
sealed record TrainRequest(string Configuration, ImmutableArray<string> Overrides, string? Architecture, string? Run, string? Cache, bool Resumes, ServerAddress? Server, TimeSpan ServerWait);
