using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Planning;

/// <summary>Small 2-D networks that learn on two processor cores; the numbers were measured with U-Nets of 16 and 32 feature maps.</summary>
sealed class CpuPlan(Fingerprint fingerprint, PlanPreset preset)
{
    const double LowHu = -200, HighHu = 300;

    public Plan Make()
    {
        var (spacing, patch, batch, filters, most, levels, iterations) = preset switch
        {
            PlanPreset.CpuQuick => (2.0, 128, 2, 16, 32, 5, 1_400),
            PlanPreset.CpuStandard => (2.0, 256, 4, 16, 256, 5, 3_500),
            _ => (1.5, 256, 1, 32, 512, 5, 80_000),
        };
        var isQuick = preset == PlanPreset.CpuQuick;
        spacing = Math.Max(spacing, Math.Min(fingerprint.MedianSpacingMm[0], fingerprint.MedianSpacingMm[1]));
        var divisor = 1 << (levels - 1);
        int[] size = [.. Enumerable.Range(0, 2).Select(a => Math.Min(patch, RoundUp(fingerprint.MedianBody(a, spacing), divisor)))];
        batch = Math.Clamp((int)Math.Round((double)batch * patch * patch / (size[0] * size[1])), batch, 16);
        string[] reasons =
        [
            $"Slices (2-D): blocks are too slow on a processor. Slices keep their own distance.",
            $"Spacing {spacing:0.##} mm in the slice: muscles are many voxels wide, and a quarter of the voxels is a quarter of the time.",
            $"Patch {size[0]} × {size[1]}: {patch} at most, no larger than the median body, divisible by {divisor}; batch {batch}.",
            $"Network: {levels} levels from {filters} feature maps, {most} at most; batches this small train it within the time.",
            $"HU from {LowHu:0} to {HighHu:0} become −1 to 1: fat, muscle and the edge of bone; a fixed window does not depend on the cases.",
            isQuick ? $"{iterations} iterations at a high rate that falls to nothing; the weights that validate are a running mean." : $"{iterations} iterations.",
            isQuick ? "Little augmentation: in so few iterations every changed patch costs more than it teaches." : "Rotation ±15° and scaling in one pass, blur and low resolution seldom: augmentation shares the cores with the training.",
            .. fingerprint.HasSides ? ["Mirroring swaps left and right labels."] : Array.Empty<string>(),
        ];
        return new(
            preset,
            new PreprocessingSettings { SpacingMm = [spacing, spacing, 0], WindowLowHu = LowHu, WindowHighHu = HighHu },
            new SamplingSettings { PatchSize = [.. size], BatchSize = batch },
            isQuick ? Gentle : Usual,
            Network(filters, most, levels),
            iterations,
            [.. reasons])
        {
            Optimizer = isQuick ? new AdamWSettings { LearningRate = 3.5e-3, EmaMomentum = 0.985 } : new AdamWSettings(),
            Schedule = isQuick ? new() { WarmUpIterations = 30 } : new(),
            IterationsPerEpoch = isQuick ? 700 : new LimitSettings().IterationsPerEpoch,
        };
    }

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

    NetworkProposal Network(int filters, int most, int levels) => new(
        2,
        1,
        fingerprint.Classes.Length,
        [.. Enumerable.Range(0, levels).Select(n => Math.Min(filters << n, most))],
        [.. Enumerable.Range(0, levels).Select(n => System.Collections.Immutable.ImmutableArray.Create(n == 0 ? 1 : 2, n == 0 ? 1 : 2))],
        [.. Enumerable.Range(0, levels).Select(_ => System.Collections.Immutable.ImmutableArray.Create(3, 3))],
        2,
        false);

    static int RoundUp(double voxels, int divisor) => Math.Max(divisor, (int)Math.Ceiling(voxels / divisor) * divisor);
}
