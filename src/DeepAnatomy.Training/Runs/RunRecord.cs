using System.Collections.Immutable;

namespace DeepAnatomy.Training.Runs;

/// <summary>What <c>run.json</c> says: what was trained with what, and how it stands.</summary>
public sealed record RunRecord
{
    /// <summary>Version of the form.</summary>
    public string SchemaVersion { get; init; } = "1.0";

    /// <summary>Name of the training.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the product that began it.</summary>
    public required string Version { get; init; }

    /// <summary>The command that began it.</summary>
    public required string Command { get; init; }

    /// <summary>When it began, UTC, ISO 8601.</summary>
    public required string Created { get; init; }

    /// <summary>How it stands. After a kill it still says running; the last line of the last session says when.</summary>
    public RunState State { get; init; } = RunState.Running;

    /// <summary>Why it stands so.</summary>
    public string Reason { get; init; } = "";

    /// <summary>SHA-256 of architecture.json.</summary>
    public required string ArchitectureSha256 { get; init; }

    /// <summary>SHA-256 over all settings of the configuration it began with.</summary>
    public required string ConfigurationSha256 { get; init; }

    /// <summary>The data.</summary>
    public required RunDataset Dataset { get; init; }

    /// <summary>Iterations that are over, as of the last end of an epoch or session.</summary>
    public long Iteration { get; init; }

    /// <summary>Iterations of the whole training.</summary>
    public long Iterations { get; init; }

    /// <summary>Best case Dice (macro) so far, or null.</summary>
    public double? BestDice { get; init; }

    /// <summary>Epoch of the best case Dice, from 1.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>Each start or resume.</summary>
    public ImmutableArray<RunSession> Sessions { get; init; } = [];
}
