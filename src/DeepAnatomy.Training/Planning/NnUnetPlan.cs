using System.Collections.Immutable;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Planning;

/// <summary>nnU-Net's rules (Isensee et al. 2021) for slices and for blocks at full resolution, for 8 GB of graphics memory.</summary>
sealed class NnUnetPlan(Fingerprint fingerprint, bool isVolumetric)
{
    const double Anisotropy = 3;
    const int FirstFilters = 32;
    readonly List<string> reasons = [];

    int Dimensions => isVolumetric ? 3 : 2;

    double Reference => isVolumetric ? 560e6 : 85e6;

    int ReferenceBatch => isVolumetric ? 2 : 12;

    int MostFilters => isVolumetric ? 320 : 512;

    public Plan Make()
    {
        var spacing = TargetSpacing();
        double[] median = [.. Enumerable.Range(0, 3).Select(a => Math.Max(1, Math.Round(fingerprint.MedianBody(a, spacing[a]))))];
        var topology = Topology(spacing, median);
        var filters = topology.Filters(FirstFilters, MostFilters);
        var batch = Batch(topology, filters, median);
        reasons.Add($"Network: {filters.Length} levels with {FirstFilters} to {filters[^1]} feature maps; an axis is halved while its map keeps at least 4 voxels and its spacing is within a factor of 2 of the finest.");
        reasons.Add($"HU are cut at {fingerprint.Foreground.Percentile005Hu:0} and {fingerprint.Foreground.Percentile995Hu:0} (0.5th and 99.5th percentile of the foreground), less {fingerprint.Foreground.MeanHu:0.#}, by {fingerprint.Foreground.SdHu:0.#}.");
        reasons.Add("1000 epochs of 250 iterations: 250 000.");
        reasons.Add("Stochastic gradient descent from 0.01 with momentum 0.99 (Nesterov), weight decay 3e-5, gradients shortened to 12; the rate falls as (1 − t)^0.9.");
        return new(
            isVolumetric ? PlanPreset.NnUnet3d : PlanPreset.NnUnet2d,
            new PreprocessingSettings { SpacingMm = isVolumetric ? [.. spacing] : [spacing[0], spacing[1], 0], Normalisation = NormalisationKind.Foreground },
            new SamplingSettings { Mode = isVolumetric ? PatchMode.Block : PatchMode.Slice, PatchSize = topology.Patch, BatchSize = batch, ForegroundShare = 0.33 },
            Augmentation(topology.Patch),
            new(Dimensions, 1, fingerprint.Classes.Length, filters, topology.Strides, topology.Kernels, 2, true),
            250_000,
            [.. reasons])
        {
            Optimizer = new SgdSettings { LearningRate = 0.01, Momentum = 0.99, Nesterov = true, WeightDecay = 3e-5, ClipNorm = 12 },
            Schedule = new() { Decay = Decay.Polynomial, Power = 0.9, WarmUpIterations = 0 },
        };
    }

    double[] TargetSpacing()
    {
        var spacing = fingerprint.MedianSpacingMm;
        var coarse = Enumerable.Range(0, 3).MaxBy(a => spacing[a]);
        var others = Enumerable.Range(0, 3).Where(a => a != coarse).ToArray();
        var isAnisotropic = spacing[coarse] > Anisotropy * others.Max(a => spacing[a])
            && fingerprint.MedianBody(coarse, spacing[coarse]) * Anisotropy < others.Min(a => fingerprint.MedianBody(a, spacing[a]));
        reasons.Add($"Spacing {spacing[0]:0.##} × {spacing[1]:0.##} × {spacing[2]:0.##} mm: the median of the cases.");
        if (isAnisotropic)
        {
            spacing[coarse] = Math.Max(fingerprint.SpacingQuantileMm(coarse, 0.1), others.Max(a => spacing[a]) + 1e-5);
            reasons.Add($"The slices are more than three times as far apart as voxels within them, so the 10th percentile is taken along that axis: {spacing[coarse]:0.##} mm.");
        }

        return spacing;
    }

    NnUnetTopology Topology(double[] spacing, double[] median)
    {
        var start = isVolumetric ? Math.Pow(256, 3) : 2048.0 * 2048;
        var volume = Enumerable.Range(0, Dimensions).Aggregate(1.0, (product, a) => product / spacing[a]);
        var side = Math.Pow(start / volume, 1.0 / Dimensions);
        int[] patch = [.. Enumerable.Range(0, Dimensions).Select(a => (int)Math.Min(Math.Round(side / spacing[a]), median[a]))];
        var topology = NnUnetTopology.Of(spacing[..Dimensions], patch);
        reasons.Add($"Patch: begins with {string.Join(" × ", topology.Patch)} voxels, the median body in the shape of the spacing.");
        while (Estimate(topology) > Reference)
        {
            var shape = topology.Patch.ToArray();
            var axis = Enumerable.Range(0, Dimensions).MaxBy(a => shape[a] / median[a]);
            var smaller = shape.ToArray();
            smaller[axis] -= topology.Divisors[axis];
            if (smaller[axis] < 1)
            {
                break;
            }

            shape[axis] -= NnUnetTopology.Of(spacing[..Dimensions], smaller).Divisors[axis];
            topology = NnUnetTopology.Of(spacing[..Dimensions], shape);
        }

        reasons.Add($"Patch: {string.Join(" × ", topology.Patch)} voxels, whose feature maps ({Estimate(topology) / 1e6:0} million voxels) fit into the memory of reference ({Reference / 1e6:0} million).");
        return topology;
    }

    double Estimate(NnUnetTopology topology) => topology.FeatureMapVoxels(topology.Filters(FirstFilters, MostFilters), fingerprint.Classes.Length);

    int Batch(NnUnetTopology topology, ImmutableArray<int> filters, double[] median)
    {
        var fits = (int)Math.Round(Reference / topology.FeatureMapVoxels(filters, fingerprint.Classes.Length) * ReferenceBatch);
        var patch = topology.Patch.Aggregate(1.0, (product, n) => product * n);
        var most = (int)Math.Round(fingerprint.Cases.Length * median[0] * median[1] * median[2] * 0.05 / patch);
        var batch = Math.Max(2, Math.Min(fits, most));
        reasons.Add($"Batch {batch}: {fits} fit into memory, and {most} are 5 percent of the dataset; at least 2.");
        return batch;
    }

    AugmentationSettings Augmentation(ImmutableArray<int> patch)
    {
        var settings = new AugmentationSettings { HuShift = new() { Probability = 0 } };
        var isFlat = isVolumetric && (double)patch.Max() / patch.Min() > Anisotropy;
        var inPlane = isVolumetric && !isFlat ? 30 : !isVolumetric && (double)patch.Max() / patch.Min() > 1.5 ? 15 : 180;
        reasons.Add($"Rotation ±{inPlane}° in the axial plane{(isVolumetric ? isFlat ? ", none out of it because the patch is flat" : ", ±30° out of it" : "")}.");
        if (fingerprint.HasSides)
        {
            reasons.Add("Mirroring swaps left and right labels; nnU-Net itself cannot do that and must train without mirroring here.");
        }

        return settings with
        {
            Rotation = new() { InPlaneDegrees = inPlane, OutOfPlaneDegrees = isVolumetric && !isFlat ? 30 : 0 },
            Mirroring = new() { FrontBack = true, HeadFoot = isVolumetric },
        };
    }
}
