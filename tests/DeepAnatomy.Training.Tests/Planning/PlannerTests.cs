using System.Collections.Immutable;
using DeepAnatomy.Training.Planning;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Tests.Planning;

public sealed class PlannerTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static Fingerprint Like(int cases, int[] shape, double[] spacing, int classes = 5) => new(
        "hash",
        [.. Enumerable.Range(0, classes).Select(n => $"c{n}")],
        [.. Enumerable.Range(0, cases).Select(n => new CaseFingerprint($"x{n}", [.. shape], [.. shape], [.. spacing], [.. new double[classes]], 1))],
        new(1000, 50, 40, -200, -150, 55, 180, 300),
        false,
        []);

    [Fact]
    public void A_fingerprint_has_the_shapes_volumes_and_sides_of_the_cases()
    {
        var dataset = SmallPatients.Read(SmallPatients.Write(folder["in"], 2));
        var fingerprint = FingerprintReader.Read(dataset, new());
        Assert.Equal([40, 32, 6], fingerprint.Cases[0].Shape.ToArray());
        Assert.Equal(6 * 8 * 5 * 1.5 * 1.5 * 4 / 1000, fingerprint.Cases[1].ClassMl[2], 9);
        Assert.Equal(2 * 2 * 240, fingerprint.Foreground.Count);
        Assert.Empty(fingerprint.Warnings);
        Assert.True(fingerprint.HasSides);
        fingerprint.Write(folder["f.json"]);
        var read = Fingerprint.TryRead(folder["f.json"], fingerprint.DatasetHash)!;
        Assert.Equal(fingerprint.Foreground, read.Foreground);
        Assert.Equal(fingerprint.MedianSpacingMm, read.MedianSpacingMm);
        Assert.Null(Fingerprint.TryRead(folder["f.json"], "other"));
        File.WriteAllText(folder["f.json"], "{}");
        Assert.Null(Fingerprint.TryRead(folder["f.json"], fingerprint.DatasetHash));
    }

    [Fact]
    public void Exchanged_sides_and_missing_classes_are_noticed()
    {
        var swapped = SmallPatients.Read(SmallPatients.Write(folder["in"], 1, (i, j, k) => SmallPatients.LabelAt(i, j, k) switch { 5 => 6, 6 => 5, var v => v }));
        Assert.Contains("exchanged", Assert.Single(FingerprintReader.Read(swapped, new()).Warnings));
        var half = SmallPatients.Read(SmallPatients.Write(folder["half"], 1, (i, j, k) => SmallPatients.LabelAt(i, j, k) == 5 ? (ushort)5 : (ushort)0));
        Assert.Contains("missing in 1 of 1", Assert.Single(FingerprintReader.Read(half, new()).Warnings));
    }

    [Fact]
    public void Topology_halves_fine_axes_first_as_nnunet_does()
    {
        // Axes i, j, k; nnU-Net's own example of anisotropic data: 40 × 56 × 40 and 20 × 320 × 256.
        var topology = NnUnetTopology.Of([0.625, 0.625, 3.6], [256, 320, 20]);
        Assert.Equal([64, 64, 4], topology.Divisors.ToArray());
        Assert.Equal([256, 320, 20], topology.Patch.ToArray());
        Assert.Equal(7, topology.Strides.Length);
        Assert.Equal([2, 2, 1], topology.Strides[1].ToArray());
        Assert.Equal([2, 2, 1], topology.Strides[2].ToArray());
        Assert.Equal([2, 2, 2], topology.Strides[3].ToArray());
        Assert.Equal([3, 3, 1], topology.Kernels[0].ToArray());
        Assert.Equal([3, 3, 3], topology.Kernels[^1].ToArray());
        Assert.Equal([32, 64, 128, 256, 320, 320, 320], topology.Filters(32, 320).ToArray());
    }

    [Theory]
    [InlineData(PlanPreset.CpuQuick)]
    [InlineData(PlanPreset.CpuStandard)]
    [InlineData(PlanPreset.CpuOvernight)]
    [InlineData(PlanPreset.NnUnet2d)]
    [InlineData(PlanPreset.NnUnet3d)]
    public void A_plan_fits_together_and_gives_reasons(PlanPreset preset)
    {
        foreach (var fingerprint in new[] { Like(40, [420, 300, 120], [0.78, 0.78, 2.5]), Like(3, [60, 50, 10], [1.5, 1.5, 5]) })
        {
            var plan = Planner.Make(fingerprint, preset);
            Assert.Equal(plan.Network.Dimensions, plan.Sampling.PatchSize.Length);
            Assert.All(plan.Sampling.PatchSize.Zip(plan.Network.Divisors), x => Assert.Equal(0, x.First % x.Second));
            Assert.Equal(plan.Network.Levels, plan.Network.Strides.Length);
            Assert.Equal(plan.Network.Levels, plan.Network.Kernels.Length);
            Assert.Equal(5, plan.Network.Classes);
            var template = plan.Network.ToTemplate();
            Assert.Empty(template.Check());
            Assert.All(plan.Sampling.PatchSize.Reverse().Zip(template.SizeMultiple), x => Assert.Equal(0, x.First % x.Second));
            Assert.True(plan.Sampling.BatchSize >= (preset is PlanPreset.CpuOvernight or PlanPreset.CpuQuick ? 1 : 2));
            Assert.True(plan.Reasons.Length >= 5);
        }
    }

    [Fact]
    public void The_quick_plan_is_the_measured_one()
    {
        var plan = Planner.Make(Like(40, [420, 360, 120], [0.78, 0.78, 2.5]), PlanPreset.CpuQuick);
        Assert.Equal([160, 128], plan.Sampling.PatchSize.ToArray());
        Assert.Equal(2, plan.Sampling.BatchSize);
        Assert.Equal([16, 32, 32, 32, 32, 32], plan.Network.Filters.ToArray());
        Assert.Equal(1, plan.Network.ConvolutionsPerLevel);
        Assert.Equal([2, 2, 0], plan.Preprocessing.SpacingMm.ToArray());
    }

    [Theory]
    [InlineData(0.78, 2)]
    [InlineData(1.19, 2)]
    [InlineData(1.6, 1.6)]
    [InlineData(2.4, 2.4)]
    public void Scans_that_are_coarse_enough_keep_their_own_spacing(double ownMm, double plannedMm)
    {
        var plan = Planner.Make(Like(40, [230, 160, 60], [ownMm, ownMm, 5]), PlanPreset.CpuQuick);
        Assert.Equal([plannedMm, plannedMm, 0], plan.Preprocessing.SpacingMm.ToArray());
        Assert.Contains(plan.Reasons, reason => reason.Contains("own: resampling") == (ownMm == plannedMm));
    }

    [Fact]
    public void An_anisotropic_dataset_gets_the_finer_slices_and_no_turns_out_of_the_plane()
    {
        var fingerprint = Like(20, [512, 512, 40], [0.7, 0.7, 5]);
        fingerprint = fingerprint with { Cases = [.. fingerprint.Cases.Select((c, n) => n < 5 ? c with { SpacingMm = [0.7, 0.7, 3] } : c)] };
        var plan = Planner.Make(fingerprint, PlanPreset.NnUnet3d);
        Assert.Equal(3, plan.Preprocessing.SpacingMm[2], 6);
        Assert.Equal(PatchMode.Block, plan.Sampling.Mode);
        Assert.Equal(NormalisationKind.Foreground, plan.Preprocessing.Normalisation);
        Assert.Equal(0, plan.Augmentation.Rotation.OutOfPlaneDegrees);
        Assert.Contains(plan.Reasons, r => r.Contains("three times"));
    }

    [Fact]
    public void Nothing_to_learn_is_nothing_to_plan()
    {
        var fingerprint = Like(1, [40, 40, 4], [1, 1, 1]);
        Assert.Throws<ArgumentException>(() => Planner.Make(fingerprint with { Cases = ImmutableArray<CaseFingerprint>.Empty }, PlanPreset.CpuQuick));
    }
}
