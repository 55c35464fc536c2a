using System.Collections.Immutable;
using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Inference;

namespace DeepAnatomy.Training.Tests.Inference;

public sealed class PredictorTests
{
    static readonly Shape Odd = new(37, 29, 11);

    [Fact]
    public void A_threshold_network_gives_the_threshold_of_any_scan_whatever_its_axes_sizes_and_tiles() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 20], Gen.Int[0, 47], Gen.Int[2, 3], Gen.Double[0.3, 1]).Sample((i, j, k, axes, rank, step) =>
        {
            var scan = Noise(TurnedGrid(new(i, j, k), axes), i + (100 * j) + k);
            var found = Run(FormulaNetwork.Threshold(), FormulaNetwork.Recipe(rank), scan, new() { Step = step });
            Assert.Equal(Direct(scan), found.Voxels.ToArray());
            Assert.True(found.Grid.IsSameAs(scan.Grid, 1e-9));
        }, iter: 60);

    [Theory]
    [InlineData(0.8)]
    [InlineData(2.0)]
    [InlineData(3.3)]
    public void On_another_spacing_only_the_border_of_structures_may_differ(double spacing)
    {
        var grid = new Grid(new(45, 38, 20), new(1.3, 1.1, 2.5), new(5, 6, 7), Orientation.Lps);
        var scan = SmallPatients.Volume((i, j, k) => Inside(i, j) ? (short)100 : (short)-100, grid);
        var found = Run(FormulaNetwork.Threshold(), FormulaNetwork.Recipe() with { SpacingMm = [spacing, spacing, 0] }, scan, new());
        for (var n = 0; n < grid.Shape.Count; n++)
        {
            var (i, j) = (n % 45, n / 45 % 38);
            var isBorder = Enumerable.Range(-2, 5).Any(a => Enumerable.Range(-2, 5).Any(b => Inside(i + a, j + b) != Inside(i, j)));
            Assert.True(isBorder || found.Voxels[n] == (Inside(i, j) ? 7 : 0), $"voxel {i} {j}: {found.Voxels[n]}");
        }

        static bool Inside(int i, int j) => i is >= 10 and < 30 && j is >= 12 and < 28;
    }

    [Fact]
    public void Neighbouring_slices_are_channels_and_the_border_slice_is_its_own_neighbour()
    {
        var scan = SmallPatients.Volume((i, j, k) => (short)(k + 1), new Grid(new(4, 4, 5), new(1, 1, 1)));
        var recipe = FormulaNetwork.Recipe() with { Channels = [FormulaNetwork.Hu(-1), FormulaNetwork.Hu(), FormulaNetwork.Hu(1)], Multiple = [1, 1, 1], Outputs = 13 + 1, Classes = [.. Enumerable.Range(1, 13).Select(n => new SegmentationClass(n, (ushort)n, $"n{n}"))] };

        // The class is below + 2 · above − own.
        var network = new FormulaNetwork(14, (x, _, scores) => scores[(int)(x[0] + (2 * x[2]) - x[1])] = 1);
        var found = Run(network, recipe, scan, new());
        Assert.Equal([4, 5, 7, 9, 9], Enumerable.Range(0, 5).Select(k => (int)found[1, 2, k]));
    }

    [Fact]
    public void Mirroring_a_symmetric_network_changes_nothing()
    {
        var scan = Noise(new(Odd, new(1, 1, 1)), 4);
        Assert.Equal(Direct(scan), Run(FormulaNetwork.Threshold(), FormulaNetwork.Recipe(), scan, new() { Mirrors = true }).Voxels.ToArray());
        var all = FormulaNetwork.Recipe(3) with { MirrorAxes = ImmutableArray.Create(0, 1, 2) };
        var network = FormulaNetwork.Threshold();
        Assert.Equal(Direct(scan), Run(network, all, scan, new() { Mirrors = true, BatchVoxels = 1 }).Voxels.ToArray());
        Assert.Equal(0, network.Shapes.Count % 8);
    }

    [Theory]
    [InlineData("LPS", true)]
    [InlineData("RAS", true)]
    [InlineData("LPS", false)]
    public void Mirrored_views_exchange_left_and_right(string axes, bool swaps)
    {
        // The network calls muscle left or right by the half of the tile it lies in: right for an anatomical network, with the classes exchanged in the mirror.
        var recipe = FormulaNetwork.Recipe() with { Outputs = 3, Classes = [new(1, 5, "psoas_left"), new(2, 6, "psoas_right")], AxisCodes = axes, SwapsSides = swaps };
        var leftIsHigh = axes[0] == 'L';
        var network = new FormulaNetwork(3, (x, place, scores) => scores[x[0] <= 0 ? 0 : place.I >= 20 == leftIsHigh ? 1 : 2] = 1);
        var scan = SmallPatients.Volume((i, j, k) => SmallPatients.LabelAt(i, j, k) > 0 ? (short)50 : (short)-50);
        var found = Run(network, recipe, scan, new() { Mirrors = true, Uncertainty = (_, _) => { } });
        var wrong = Enumerable.Range(0, scan.Shape.Count).Count(n => found.Voxels[n] != SmallPatients.LabelAt(n % 40, n / 40 % 32, n / (40 * 32)));
        Assert.True(swaps ? wrong == 0 : wrong > 0, $"{wrong} wrong voxels");
    }

    [Fact]
    public void A_side_without_partner_cannot_be_mirrored()
    {
        var recipe = FormulaNetwork.Recipe() with { Classes = [new(1, 7, "psoas_left")] };
        var error = Assert.Throws<ArgumentException>(() => new Predictor([new(FormulaNetwork.Threshold(), recipe)], new() { Mirrors = true }));
        Assert.Contains("psoas_right", error.Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_wanted_slices_only_the_rest_stays_background(int rank)
    {
        var scan = Noise(TurnedGrid(new(20, 18, 40), 21), 8);
        var network = FormulaNetwork.Threshold();
        var found = Run(network, FormulaNetwork.Recipe(rank), scan, new() { Slices = (17, 19) });
        var direct = Direct(scan);
        for (var n = 0; n < direct.Length; n++)
        {
            Assert.Equal(n / (20 * 18) is >= 17 and <= 19 ? direct[n] : 0, found.Voxels[n]);
        }
    }

    [Fact]
    public void Regions_overlap_and_later_ones_win()
    {
        var recipe = FormulaNetwork.Recipe() with { IsRegions = true, Scores = ScoreKind.Logits, Classes = [new(0, 3, "outer"), new(1, 4, "inner")] };
        var network = new FormulaNetwork(2, (x, _, scores) => (scores[0], scores[1]) = (x[0], x[0] - 50));
        var scan = SmallPatients.Volume((i, j, k) => (short)(i - 1), new Grid(new(100, 2, 1), new(1, 1, 1)));
        var found = Run(network, recipe, scan, new());
        Assert.Equal([0, 0, 3, 3, 4], new[] { 0, 1, 2, 51, 52 }.Select(i => (int)found[i, 0, 0]));
    }

    [Fact]
    public void An_ensemble_averages_and_its_disagreement_is_seen()
    {
        var scan = Noise(new(new(12, 9, 3), new(1, 1, 1)), 3);
        var sure = new FormulaNetwork(2, (x, _, scores) => scores[x[0] > 0 ? 1 : 0] = 1);
        var opposite = new FormulaNetwork(2, (x, _, scores) => (scores[0], scores[1]) = x[0] > 0 ? (0.4f, 0.6f) : (0.4f, 0.6f));
        var (probabilities, uncertainty) = (new List<byte>(), new List<byte>());
        var recipe = FormulaNetwork.Recipe();
        var predictor = new Predictor([new(sure, recipe), new(opposite, recipe)], new() { Probabilities = (_, planes) => probabilities.AddRange(planes), Uncertainty = (_, planes) => uncertainty.AddRange(planes) });
        var found = predictor.Run(scan).Voxels;
        Assert.Equal(Direct(scan), found.Voxels.ToArray());
        var isDense = scan.Voxels[0] > 0;
        Assert.Equal(isDense ? 204 : 77, probabilities[108], 1.0);
        var (p, q) = isDense ? (0.8, 0.6) : (0.3, 0.6);
        Assert.Equal(255 * H(p), uncertainty[0], 1.0);
        Assert.Equal(255 * (H(p) - (H(q) / 2)), uncertainty[108], 1.0);

        static double H(double p) => -((p * Math.Log2(p)) + ((1 - p) * Math.Log2(1 - p)));
    }

    [Fact]
    public void Networks_that_find_other_structures_are_no_ensemble() =>
        Assert.Throws<ArgumentException>(() => new Predictor([new(FormulaNetwork.Threshold(), FormulaNetwork.Recipe()), new(FormulaNetwork.Threshold(), FormulaNetwork.Recipe() with { Classes = [new(1, 8, "dense")] })]));

    [Fact]
    public void Maps_lie_on_the_slices_of_the_file_whatever_its_axes()
    {
        foreach (var axes in new[] { 0, 9, 21, 42 })
        {
            var scan = Noise(TurnedGrid(new(11, 7, 5), axes), axes);
            if (!new Predictor([new(FormulaNetwork.Threshold(), FormulaNetwork.Recipe())]).KeepsSlices(scan.Grid))
            {
                continue;
            }

            var seen = new byte[scan.Shape.Count];
            Run(FormulaNetwork.Threshold(), FormulaNetwork.Recipe(), scan, new() { Probabilities = (k, planes) => planes[77..].CopyTo(seen.AsSpan(k * 77)) });
            Assert.All(Enumerable.Range(0, seen.Length), n => Assert.Equal(scan.Voxels[n] > 0, seen[n] > 127));
        }
    }

    [Fact]
    public void Scores_of_a_long_scan_are_not_all_in_memory()
    {
        const int Outputs = 32;
        var recipe = FormulaNetwork.Recipe() with { Outputs = Outputs, Classes = [new(1, 7, "dense")] };
        var network = new FormulaNetwork(Outputs, (x, _, scores) => scores[x[0] > 0 ? 1 : 0] = 1);
        var scan = Noise(new(new(64, 64, 200), new(1, 1, 1)), 1);
        long highest = 0;
        var settings = new PredictionSettings { BatchVoxels = 64 * 64 };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        new Predictor([new(network, recipe)], settings).Run(scan, new Each(share => highest = Math.Max(highest, share is > 0.49 and < 0.51 ? GC.GetTotalMemory(forceFullCollection: true) : 0)));

        // All scores would be 105 MB; the labels are 1.6 MB, a slice of scores 0.5 MB.
        Assert.InRange(highest - before, 0, 12 << 20);
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        var scan = Noise(new(new(16, 16, 30), new(1, 1, 1)), 1);
        var predictor = new Predictor([new(FormulaNetwork.Threshold(), FormulaNetwork.Recipe())], new() { BatchVoxels = 1 });
        Assert.ThrowsAny<OperationCanceledException>(() => predictor.Run(scan, new Each(share => stop.Cancel()), stop.Token));
    }

    [Fact]
    public void The_axes_of_nn_unet_are_swapped_as_its_plans_say()
    {
        // transpose_forward (2, 0, 1): the network's slices run along i of the file.
        var recipe = FormulaNetwork.Recipe() with { AxisCodes = null, Transpose = [2, 0, 1], Multiple = [1, 1, 1] };
        var network = FormulaNetwork.Threshold();
        var scan = Noise(TurnedGrid(new(9, 6, 4), 13), 2);
        Assert.Equal(Direct(scan), Run(network, recipe, scan, new()).Voxels.ToArray());
        Assert.Equal([4, 6, 1], network.Shapes[0][1..]);
        Assert.Equal(9, network.Shapes.Sum(shape => shape[0]));
    }

    static Volume<ushort> Run(FormulaNetwork network, SegmentationRecipe recipe, Volume<short> scan, PredictionSettings settings) =>
        new Predictor([new(network, recipe)], settings).Run(scan).Voxels;

    static ushort[] Direct(Volume<short> scan) => [.. scan.Voxels.ToArray().Select(hu => hu > 0 ? (ushort)7 : (ushort)0)];

    // No zeros: between two equal probabilities nothing is right or wrong.
    static Volume<short> Noise(Grid grid, int seed)
    {
        var random = new Random(seed);
        return SmallPatients.Volume((_, _, _) => (short)(random.Next(0, 2) == 0 ? random.Next(1, 200) : random.Next(-200, 0)), grid);
    }

    // One of the 48 ways axes can run, a little oblique.
    static Grid TurnedGrid(Shape shape, int way)
    {
        const double Angle = 0.2;
        PatientPoint[] axes = [new(Math.Cos(Angle), Math.Sin(Angle), 0), new(-Math.Sin(Angle), Math.Cos(Angle), 0), new(0, 0, 1)];
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        PatientPoint Axis(int n) => ((way >> n & 1) == 1 ? -1 : 1) * axes[orders[way / 8][n]];
        return new(shape, new(1, 1.5, 2), new(10, -20, 30), new(Axis(0), Axis(1), Axis(2)));
    }

    sealed class Each(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
