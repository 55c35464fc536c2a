using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Configuration;

namespace DeepAnatomy.Training.Planning;

/// <summary>What a preset wants of two processor cores; the numbers were measured on synthetic people.</summary>
sealed record CpuAim
{
    /// <summary>Wished distance of voxels in the slice, mm.</summary>
    public double SpacingMm { get; init; } = 2;

    /// <summary>Longest side of a patch, voxels.</summary>
    public int LargestPatch { get; init; } = 256;

    /// <summary>Voxels of a batch that a step has time for.</summary>
    public int PixelsPerStep { get; init; } = 4 * 256 * 256;

    /// <summary>Fewest patches of a batch.</summary>
    public int SmallestBatch { get; init; } = 4;

    /// <summary>Resolutions of the network.</summary>
    public int Levels { get; init; } = 5;

    /// <summary>Feature maps at full resolution.</summary>
    public int Filters { get; init; } = 16;

    /// <summary>Most feature maps of a level.</summary>
    public int MostFilters { get; init; } = 256;

    /// <summary>Convolutions of a level, on either side.</summary>
    public int Convolutions { get; init; } = 2;

    /// <summary>Steps.</summary>
    public int Iterations { get; init; } = 3_500;

    /// <summary>Steps between two validations.</summary>
    public int IterationsPerEpoch { get; init; } = new LimitSettings().IterationsPerEpoch;

    /// <summary>How weights follow gradients.</summary>
    public OptimizerSettings Optimizer { get; init; } = new AdamWSettings();

    /// <summary>The rate over the training.</summary>
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>Random changes.</summary>
    public AugmentationSettings Augmentation { get; init; } = Usual;

    /// <summary>What is said of the rate; goes on after "n iterations".</summary>
    public string PaceReason { get; init; } = "";

    /// <summary>What is said of the augmentation, a sentence.</summary>
    public string AugmentationReason { get; init; } = "Rotation ±15° and scaling in one pass, blur and low resolution seldom: augmentation shares the cores with the training.";

    /// <summary>Of a preset for processors.</summary>
    public static CpuAim Of(PlanPreset preset) => preset switch
    {
        PlanPreset.CpuQuick => new()
        {
            PixelsPerStep = 36_000,
            SmallestBatch = 1,
            Levels = 6,
            MostFilters = 32,
            Convolutions = 1,
            Iterations = 2_900,
            IterationsPerEpoch = 1_450,
            Optimizer = new AdamWSettings { LearningRate = 3.5e-3, EmaMomentum = 0.985 },
            Schedule = new() { WarmUpIterations = 30 },
            Augmentation = Gentle,
            PaceReason = " at a high rate that falls to nothing; the weights that validate are a running mean",
            AugmentationReason = "Little augmentation: in so few iterations every changed patch costs more than it teaches.",
        },
        PlanPreset.CpuOvernight => new() { SpacingMm = 1.5, PixelsPerStep = 256 * 256, SmallestBatch = 1, Filters = 32, MostFilters = 512, Iterations = 80_000 },
        _ => new(),
    };

    static AugmentationSettings Usual => new()
    {
        Gamma = new() { InvertedProbability = 0 },
        GaussianBlur = new() { Probability = 0.05 },
        LowResolution = new() { Probability = 0.05 },
        GaussianNoise = new() { Probability = 0.1, LargestVariance = 0.02 },
    };

    static AugmentationSettings Gentle => Usual with
    {
        Gamma = new() { Probability = 0.1, InvertedProbability = 0 },
        Brightness = new() { Probability = 0.1 },
        Contrast = new() { Probability = 0.1 },
        HuShift = new() { Probability = 0.1 },
    };
}
