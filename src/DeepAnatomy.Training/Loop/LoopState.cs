using System.Collections.Immutable;
using System.Text.Json;

namespace DeepAnatomy.Training.Loop;

/// <summary>What a training needs besides model and optimizer to go on as if nothing had been; lies in every checkpoint, so that both are of one moment.</summary>
public sealed record LoopState
{
    /// <summary>Name of the state inside a checkpoint.</summary>
    public const string Member = "assets/training-state.json";

    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The next iteration, from 0. The sampler needs no more: a batch is a function of its iteration.</summary>
    public long Iteration { get; init; }

    /// <summary>Epochs that are over, their validation too.</summary>
    public int Epoch { get; init; }

    /// <summary>The iteration at which the last epoch ended.</summary>
    public long EpochIteration { get; init; }

    /// <summary>Best case Dice (macro), or null before the first validation.</summary>
    public double? BestDice { get; init; }

    /// <summary>Epoch of the best case Dice, from 1.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>Validations since the best one.</summary>
    public int WithoutImprovement { get; init; }

    /// <summary>Batches without a defined voxel so far.</summary>
    public long SkippedBatches { get; init; }

    /// <summary>Seconds of training in all sessions.</summary>
    public double Seconds { get; init; }

    /// <summary>Factor on the learning rate, below 1 after going back.</summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>Whether the training went back to a checkpoint once.</summary>
    public bool HasRolledBack { get; init; }

    /// <summary>The last finite losses, for the guard against divergence.</summary>
    public ImmutableArray<double> RecentLosses { get; init; } = [];

    /// <summary>Bad steps in a row.</summary>
    public int BadSteps { get; init; }

    /// <summary>The state as it lies in a checkpoint.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Format);

    /// <summary>Reads a state.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static LoopState Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<LoopState>(json, Format) ?? throw new JsonException("The state of the training is empty.");
}
