using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Planning;

/// <summary>Small 2-D networks that learn on two processor cores; the numbers were measured with U-Nets of 16 and 32 feature maps.</summary>
sealed class CpuPlan(Fingerprint fingerprint, PlanPreset preset)
{
    const double LowHu = -200, HighHu = 300;

    public Plan Make()
    {
        var (spacing, patch, batch, filters, levels, iterations) = preset switch
        {
            PlanPreset.CpuQuick => (2.0, 128, 4, 16, 4, 1_000),
            PlanPreset.CpuStandard => (2.0, 256, 4, 16, 5, 3_500),
            _ => (1.5, 256, 1, 32, 5, 80_000),
        };
        spacing = Math.Max(spacing, Math.Min(fingerprint.MedianSpacingMm[0], fingerprint.MedianSpacingMm[1]));
        var divisor = 1 << (levels - 1);
        int[] size = [.. Enumerable.Range(0, 2).Select(a => Math.Min(patch, RoundUp(fingerprint.MedianBody(a, spacing), divisor)))];
        batch = Math.Clamp((int)Math.Round((double)batch * patch * patch / (size[0] * size[1])), batch, 16);
        string[] reasons =
        [
            $"Slices (2-D): blocks are too slow on a processor. Slices keep their own distance.",
            $"Spacing {spacing:0.##} mm in the slice: muscles are many voxels wide, and a quarter of the voxels is a quarter of the time.",
            $"Patch {size[0]} × {size[1]}: {patch} at most, no larger than the median body, divisible by {divisor}; batch {batch}.",
            $"Network: {levels} levels from {filters} feature maps; batches this small train it within the time.",
            $"HU from {LowHu:0} to {HighHu:0} become −1 to 1: fat, muscle and the edge of bone; a fixed window does not depend on the cases.",
            $"{iterations} iterations.",
            "Rotation ±15° and scaling in one pass, blur and low resolution seldom: augmentation shares the cores with the training.",
            .. fingerprint.HasSides ? ["Mirroring swaps left and right labels."] : Array.Empty<string>(),
        ];
        return new(
            preset,
            new PreprocessingSettings { SpacingMm = [spacing, spacing, 0], WindowLowHu = LowHu, WindowHighHu = HighHu },
            new SamplingSettings { PatchSize = [.. size], BatchSize = batch },
            new AugmentationSettings { Gamma = new() { InvertedProbability = 0 }, GaussianBlur = new() { Probability = 0.05 }, LowResolution = new() { Probability = 0.05 }, GaussianNoise = new() { Probability = 0.1, LargestVariance = 0.02 } },
            Network(filters, levels),
            iterations,
            [.. reasons]);
    }

    NetworkProposal Network(int filters, int levels) => new(
        2,
        1,
        fingerprint.Classes.Length,
        [.. Enumerable.Range(0, levels).Select(n => filters << n)],
        [.. Enumerable.Range(0, levels).Select(n => System.Collections.Immutable.ImmutableArray.Create(n == 0 ? 1 : 2, n == 0 ? 1 : 2))],
        [.. Enumerable.Range(0, levels).Select(_ => System.Collections.Immutable.ImmutableArray.Create(3, 3))],
        2,
        false);

    static int RoundUp(double voxels, int divisor) => Math.Max(divisor, (int)Math.Ceiling(voxels / divisor) * divisor);
}
