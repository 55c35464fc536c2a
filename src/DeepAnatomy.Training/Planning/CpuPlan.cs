using System.Collections.Immutable;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Planning;

/// <summary>Small 2-D networks that learn on two processor cores; the numbers were measured with U-Nets of 16 and 32 feature maps.</summary>
sealed class CpuPlan(Fingerprint fingerprint, PlanPreset preset)
{
    const double LowHu = -200, HighHu = 300;

    /// <summary>Share of the wished spacing from which the scans keep their own.</summary>
    const double LeastShare = 0.6;

    public Plan Make()
    {
        var aim = CpuAim.Of(preset);
        var (spacing, spacingReason) = Spacing(aim);
        var divisor = 1 << (aim.Levels - 1);
        int[] size = [.. Enumerable.Range(0, 2).Select(a => Math.Min(aim.LargestPatch, Nearest(fingerprint.MedianBody(a, spacing), divisor)))];
        var batch = Math.Clamp((int)Math.Round((double)aim.PixelsPerStep / (size[0] * size[1])), aim.SmallestBatch, 16);
        string[] reasons =
        [
            "Slices (2-D): blocks are too slow on a processor. Slices keep their own distance.",
            spacingReason,
            $"Patch {size[0]} × {size[1]}: {aim.LargestPatch} at most, about the median body, divisible by {divisor}; batch {batch}. A patch that shows the whole body knows where in it each muscle lies.",
            $"Network: {aim.Levels} levels from {aim.Filters} feature maps, {aim.MostFilters} at most, {aim.Convolutions} convolution{(aim.Convolutions == 1 ? "" : "s")} each: what two cores can train within the time.",
            $"HU from {LowHu:0} to {HighHu:0} become −1 to 1: fat, muscle and the edge of bone; a fixed window does not depend on the cases.",
            $"{aim.Iterations} iterations{aim.PaceReason}.",
            aim.AugmentationReason,
            .. fingerprint.HasSides ? ["Mirroring swaps left and right labels."] : Array.Empty<string>(),
        ];
        return new(
            preset,
            new PreprocessingSettings { SpacingMm = [spacing, spacing, 0], WindowLowHu = LowHu, WindowHighHu = HighHu },
            new SamplingSettings { PatchSize = [.. size], BatchSize = batch },
            aim.Augmentation,
            Network(aim),
            aim.Iterations,
            [.. reasons])
        {
            Optimizer = aim.Optimizer,
            Schedule = aim.Schedule,
            IterationsPerEpoch = aim.IterationsPerEpoch,
        };
    }

    /// <summary>The scans' own spacing where it is nearly as coarse as wished: resampled borders cost more than the fewer voxels gain.</summary>
    (double SpacingMm, string Reason) Spacing(CpuAim aim)
    {
        var own = Math.Min(fingerprint.MedianSpacingMm[0], fingerprint.MedianSpacingMm[1]);
        return own >= LeastShare * aim.SpacingMm
            ? (own, $"Spacing {own:0.##} mm in the slice, the scans' own: resampling would blur the borders of muscles and gain little time.")
            : (aim.SpacingMm, $"Spacing {aim.SpacingMm:0.##} mm in the slice: muscles are many voxels wide, and half the spacing is four times the work.");
    }

    NetworkProposal Network(CpuAim aim) => new(
        2,
        1,
        fingerprint.Classes.Length,
        [.. Enumerable.Range(0, aim.Levels).Select(n => Math.Min(aim.Filters << n, aim.MostFilters))],
        [.. Enumerable.Range(0, aim.Levels).Select(n => ImmutableArray.Create(n == 0 ? 1 : 2, n == 0 ? 1 : 2))],
        [.. Enumerable.Range(0, aim.Levels).Select(_ => ImmutableArray.Create(3, 3))],
        aim.Convolutions,
        false);

    static int Nearest(double voxels, int divisor) => Math.Max(divisor, (int)Math.Round(voxels / divisor) * divisor);
}
