using DeepAnatomy.Cli.Inputs;

namespace DeepAnatomy.Cli.Predictions;

/// <summary>What a user wants segmented and how.</summary>
sealed record PredictionRequest
{
    public required string[] Models { get; init; }

    public required string Output { get; init; }

    public string? Card { get; init; }

    public string? Probabilities { get; init; }

    public string? Uncertainty { get; init; }

    public bool Mirrors { get; init; }

    public (int From, int To)? Slices { get; init; }

    public double Step { get; init; } = 0.5;

    public int Threads { get; init; } = 1;

    /// <summary>Refuses early what would fail after minutes of work.</summary>
    public void Check()
    {
        OutputPath.CheckWritable(Output);
        foreach (var path in new[] { Probabilities, Uncertainty }.OfType<string>())
        {
            OutputPath.CheckWritable(path);
            if (!path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase))
            {
                throw new UsageException($"{path}: maps of probabilities and uncertainty are written as .nii, uncompressed.");
            }
        }

        if (!(Step is > 0 and <= 1))
        {
            throw new UsageException($"--step {Step} must be above 0 and at most 1.");
        }

        if (Threads < 1)
        {
            throw new UsageException($"--threads {Threads} must be at least 1.");
        }

        if (Slices is { } slices && (slices.From < 0 || slices.To < slices.From))
        {
            throw new UsageException($"--k {slices.From} {slices.To} is no range of slices.");
        }
    }
}
