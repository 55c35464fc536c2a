namespace DeepAnatomy.Training.Inference;

/// <summary>How a scan is segmented.</summary>
public sealed record PredictionSettings
{
    /// <summary>Largest distance of two tiles as a share of the tile, above 0, at most 1.</summary>
    public double Step { get; init; } = 0.5;

    /// <summary>Whether every tile is seen mirrored as well (test-time augmentation); 2ⁿ times the work for n axes.</summary>
    public bool Mirrors { get; init; }

    /// <summary>First and last slice to segment, in the k of the scan's file; null for all.</summary>
    public (int From, int To)? Slices { get; init; }

    /// <summary>Voxels of the tiles that go through the network at once; bounds the memory of the engine.</summary>
    public int BatchVoxels { get; init; } = 1 << 19;

    /// <summary>Gets the probability of every output channel, slice by slice; null when they are not wanted.</summary>
    public PlaneSink? Probabilities { get; init; }

    /// <summary>Gets two maps slice by slice: entropy of the mean prediction (1 = all classes equally likely), and disagreement of models, mirrored views and overlapping tiles (entropy of the mean less mean of the entropies). Null when they are not wanted.</summary>
    public PlaneSink? Uncertainty { get; init; }
}
