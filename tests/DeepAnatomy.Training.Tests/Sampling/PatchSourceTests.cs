using System.Collections.Immutable;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Tests.Sampling;

public sealed class PatchSourceTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly List<PreparedDataset> open = [];

    public void Dispose()
    {
        open.ForEach(d => d.Dispose());
        folder.Dispose();
    }

    PreparedDataset Prepared(Func<int, int, int, ushort>? labels = null)
    {
        open.Add(SmallPatients.Prepare(folder["in"], folder["cache"], 3, labels));
        return open[^1];
    }

    static AugmentationSettings Everything { get; } = new()
    {
        Rotation = new() { Probability = 0.7, InPlaneDegrees = 180, OutOfPlaneDegrees = 20 },
        Scaling = new() { Probability = 0.7 },
        Elastic = new() { Probability = 0.5, GridMm = 12, MagnitudeMm = 4 },
        HuShift = new() { Probability = 0.5 },
        GaussianNoise = new() { Probability = 0.5 },
        GaussianBlur = new() { Probability = 0.5 },
        Brightness = new() { Probability = 0.5 },
        Contrast = new() { Probability = 0.5 },
        LowResolution = new() { Probability = 0.5 },
        Gamma = new() { Probability = 0.5, InvertedProbability = 0.5 },
        Mirroring = new() { FrontBack = true, HeadFoot = true },
    };

    static PatchSource Source(PreparedDataset data, SamplingSettings sampling, AugmentationSettings? augmentation = null, Normalisation? normalisation = null) =>
        new(data.Cases, sampling, normalisation ?? SmallPatients.AsIs, new(), augmentation is null ? null : AugmentationPipeline.Create(augmentation, data.Classes.Sides, sampling.BatchShape()));

    public static TheoryData<PatchMode> Modes => [PatchMode.Slice, PatchMode.NeighbourSlices, PatchMode.Block];

    static SamplingSettings Sampling(PatchMode mode) => new() { Mode = mode, PatchSize = [24, 16, 4], BatchSize = 5, Seed = 7 };

    [Theory]
    [MemberData(nameof(Modes))]
    public void The_same_iteration_is_the_same_batch_whoever_asks_and_when(PatchMode mode)
    {
        var source = Source(Prepared(), Sampling(mode), Everything, Normalisation.Window(-200, 300));
        var expected = Enumerable.Range(0, 8).Select(n => SmallPatients.Fill(source, n)).ToArray();
        var again = new Batch[8];
        Parallel.For(0, 8, n => again[7 - n] = SmallPatients.Fill(source, 7 - n));
        using var prefetch = new BatchPrefetch(source, start: 3, threads: 3);
        for (var n = 0; n < 8; n++)
        {
            Assert.Equal(expected[n].Image, again[n].Image);
            Assert.Equal(expected[n].Labels, again[n].Labels);
            Assert.Equal(expected[n].Weights, again[n].Weights);
            Assert.True(expected[n].Image.All(float.IsFinite));
            Assert.DoesNotContain((byte)99, expected[n].Labels);
            if (n >= 3)
            {
                var batch = prefetch.Next();
                Assert.Equal(n, batch.Iteration);
                Assert.Equal(expected[n].Image, batch.Image);
                Assert.Equal(expected[n].Cases, batch.Cases);
                Array.Fill(batch.Image, float.NaN);
                prefetch.Return(batch);
            }
        }

        Assert.NotEqual(expected[0].Image, expected[1].Image);
    }

    [Fact]
    public void Patches_without_augmentation_are_the_voxels_of_the_scan()
    {
        var source = Source(Prepared(), Sampling(PatchMode.Slice));
        for (var n = 0; n < 20; n++)
        {
            var batch = SmallPatients.Fill(source, n);
            for (var s = 0; s < 5; s++)
            {
                AssertIsPartOf(batch, s, int.Parse(batch.Cases[s][1..]) - 1);
            }

            Assert.Equal(5 * 24 * 16, batch.CountedVoxels);
        }
    }

    static void AssertIsPartOf(Batch batch, int sample, int patient)
    {
        var (image, labels) = (batch.Image.AsSpan(sample * 384, 384).ToArray(), batch.Labels.AsSpan(sample * 384, 384).ToArray());
        for (var place = 0; place < 17 * 17 * 6; place++)
        {
            var (i0, j0, k) = (place % 17, place / 17 % 17, place / 289);
            var fits = true;
            for (var n = 0; n < 384 && fits; n++)
            {
                var (i, j) = (i0 + (n % 24), j0 + (n / 24));
                fits = image[n] == SmallPatients.HuAt(i, j, k, patient) && labels[n] == SmallPatients.LabelAt(i, j, k) switch { 5 => 1, 6 => 2, _ => 0 };
            }

            if (fits)
            {
                return;
            }
        }

        Assert.Fail("The patch is nowhere in the scan.");
    }

    [Fact]
    public void Neighbours_are_the_channels_beside_the_slice_and_the_border_repeats_itself()
    {
        var data = Prepared();
        var place = new PatchPlace(data.Cases[0], 20, 16, 4);
        var patch = new Patch(new(1, 1, 16, 24, 3, false));
        new PatchReader(PatchMode.NeighbourSlices, 24).Read(place, Warp.Identity, patch);
        var at = (8 * 24) + 12 + 6;
        Assert.Equal([SmallPatients.HuAt(26, 16, 3), SmallPatients.HuAt(26, 16, 4), SmallPatients.HuAt(26, 16, 5)], [patch.Channel(0)[at], patch.Channel(1)[at], patch.Channel(2)[at]]);
        new PatchReader(PatchMode.NeighbourSlices, 24).Read(place with { K = 5 }, Warp.Identity, patch);
        Assert.Equal(patch.Channel(1).ToArray(), patch.Channel(2).ToArray());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Beyond_the_scan_are_air_and_undefined(PatchMode mode)
    {
        var source = Source(Prepared(), new() { Mode = mode, PatchSize = [48, 40, 8], BatchSize = 2, ForegroundShare = 0 });
        var batch = SmallPatients.Fill(source, 0);
        Assert.Equal(0, batch.Weights[0]);
        Assert.Equal(Preparation.AirHu, batch.Image[0]);
        Assert.Equal(2 * 40 * 32 * (mode == PatchMode.Block ? 6 : 1), batch.CountedVoxels);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.33)]
    [InlineData(1.0)]
    public void The_share_of_forced_patches_is_met_for_any_batch_size(double share)
    {
        // Muscle in one slice only: a patch of that slice is nearly always a forced one.
        var source = Source(Prepared((i, j, k) => k == 0 ? SmallPatients.LabelAt(i, j, 1) : (ushort)0), new() { PatchSize = [8, 8], BatchSize = 1, ForegroundShare = share });
        var hits = Enumerable.Range(0, 600).Count(n => SmallPatients.Fill(source, n).Labels.Any(l => l > 0));
        Assert.InRange(hits / 600.0, share - 0.06, share + 0.12);
    }

    [Fact]
    public void Classes_are_forced_equally_often()
    {
        var source = Source(Prepared((i, j, k) => (i, j, k) == (30, 15, 2) ? SmallPatients.Left : i < 15 ? SmallPatients.Right : (ushort)0), new() { PatchSize = [4, 4], BatchSize = 1, ForegroundShare = 1 });
        var left = Enumerable.Range(0, 400).Count(n => SmallPatients.Fill(source, n).Labels.Contains((byte)1));
        Assert.InRange(left, 150, 250);
    }

    [Fact]
    public void Sparse_cases_are_sampled_around_annotated_voxels_only()
    {
        var source = Source(Prepared((i, j, k) => k == 4 && j is 14 or 15 && k == 4 ? SmallPatients.LabelAt(i, j, k) : SmallPatients.Undefined), new() { PatchSize = [16, 16], BatchSize = 4 }, Everything with { Elastic = new() });
        for (var n = 0; n < 50; n++)
        {
            var batch = SmallPatients.Fill(source, n);
            Assert.All(Enumerable.Range(0, 4), s => Assert.Contains(batch.Weights.AsSpan(s * 256, 256).ToArray(), w => w == 1));
            Assert.True(batch.Labels.Zip(batch.Weights).All(x => x.Second > 0 || x.First == 0));
        }
    }

    [Fact]
    public void Sources_refuse_what_they_cannot_use()
    {
        var data = Prepared();
        Assert.Throws<ArgumentException>(() => new PatchSource([], new(), SmallPatients.AsIs, new(), null));
        Assert.Throws<ArgumentException>(() => Source(data, new() { Mode = PatchMode.Block, PatchSize = [8, 8] }));
        Assert.Throws<ArgumentException>(() => Source(data, new()).Fill(new Batch(new(1, 1, 8, 8, 1, false)), 0, CancellationToken.None));
    }
}
