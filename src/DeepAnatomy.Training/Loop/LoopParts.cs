using System.Collections.Immutable;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Runs;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Loop;

/// <summary>What the loop of a training works with.</summary>
public sealed record LoopParts
{
    /// <summary>The settings.</summary>
    public required TrainingConfiguration Configuration { get; init; }

    /// <summary>Names of the classes, background first.</summary>
    public required ImmutableArray<string> Classes { get; init; }

    /// <summary>Where batches come from.</summary>
    public required IBatchSource Source { get; init; }

    /// <summary>How the network is judged.</summary>
    public required CaseValidation Validation { get; init; }

    /// <summary>Measures training cases in the same way; null when that is not wanted.</summary>
    public CaseValidation? Comparison { get; init; }

    /// <summary>Makes an engine of a model, with its state of the optimizer where it has one.</summary>
    public required Func<Model, ITrainingEngine> Engine { get; init; }

    /// <summary>Where everything is written.</summary>
    public required RunFolder Folder { get; init; }

    /// <summary>The lines of this session.</summary>
    public required MetricsFile Metrics { get; init; }

    /// <summary>The log of this session.</summary>
    public required SessionLog Log { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Makes the card of a model of this moment.</summary>
    public required Func<LoopState, CaseDice?, ModelCard> Card { get; init; }

    /// <summary>Told after every step; may be null.</summary>
    public IProgress<LoopProgress>? Progress { get; init; }
}
