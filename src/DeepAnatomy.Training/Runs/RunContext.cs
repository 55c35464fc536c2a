using System.Collections.Immutable;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Loop;
using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Training.Runs;

/// <summary>What the host gives to a run.</summary>
public sealed record RunContext
{
    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The machine.</summary>
    public required RunHost Host { get; init; }

    /// <summary>Version of the product.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 over the program files of the product; empty where it is not known.</summary>
    public string CodeSha256 { get; init; } = "";

    /// <summary>The command, word by word.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>Folder of preprocessed cases; may serve many runs.</summary>
    public required string Cache { get; init; }

    /// <summary>Makes an engine of a model, with its state of the optimizer where it has one.</summary>
    public required Func<Model, TrainingConfiguration, ITrainingEngine> Engine { get; init; }

    /// <summary>Told after every preprocessed case; may be null.</summary>
    public IProgress<PreparationProgress>? Preparing { get; init; }

    /// <summary>Told after every step; may be null.</summary>
    public IProgress<LoopProgress>? Progress { get; init; }
}
