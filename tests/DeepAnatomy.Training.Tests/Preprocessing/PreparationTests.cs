using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Tests.Preprocessing;

public sealed class PreparationTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    sealed class Counter : IProgress<PreparationProgress>
    {
        public PreparationProgress Last { get; private set; }

        public Action<PreparationProgress>? Then { get; init; }

        public void Report(PreparationProgress value)
        {
            Last = value;
            Then?.Invoke(value);
        }
    }

    int Reused(Dataset dataset, PreprocessingSettings? settings = null, SparseSettings? sparse = null)
    {
        var counter = new Counter();
        new Preparation(settings ?? SmallPatients.Plain, sparse ?? new(), folder["cache"]).Run(dataset, counter).Dispose();
        return counter.Last.Reused;
    }

    [Fact]
    public void Without_changes_of_the_grid_the_voxels_are_those_of_the_files()
    {
        using var prepared = SmallPatients.Prepare(folder["in"], folder["cache"], 2);
        var (shape, item) = (SmallPatients.Shape, prepared.Cases[1]);
        var (hu, codes) = (new short[shape.Count], new byte[shape.Count]);
        item.ReadSlices(0, shape.K, hu, codes);
        Assert.Equal(SmallPatients.Volume((i, j, k) => SmallPatients.HuAt(i, j, k, 1)).Voxels.ToArray(), hu);
        Assert.Equal(SmallPatients.Volume((i, j, k) => (byte)(SmallPatients.LabelAt(i, j, k) switch { 5 => 1, 6 => 2, _ => 0 })).Voxels.ToArray(), codes);
        Assert.True(item.Grid.IsSameAs(SmallPatients.Grid));
        Assert.Equal((6 * 8 * 5, "p02"), (item.VoxelCounts[1], item.Id));
        Assert.True(item.IsIntact());
        Assert.False(item.IsSparse);
    }

    [Fact]
    public void Places_of_a_class_lie_on_the_class()
    {
        using var prepared = SmallPatients.Prepare(folder["in"], folder["cache"], 1);
        var item = prepared.Cases[0];
        Assert.Equal((0, 240, 240, 0), (item.PlaceCount(0), item.PlaceCount(1), item.PlaceCount(2), item.AnnotatedPlaceCount));
        Assert.All(Enumerable.Range(0, 240), n =>
        {
            var (i, j, k) = item.Place(2, n);
            Assert.Equal(SmallPatients.Right, SmallPatients.LabelAt(i, j, k));
        });
        Assert.Equal(240, Enumerable.Range(0, 240).Select(n => item.Place(1, n)).Distinct().Count());
    }

    [Fact]
    public void More_voxels_than_places_are_sampled_over_the_whole_volume()
    {
        var codes = Enumerable.Repeat((byte)1, 50_000).ToArray();
        var index = PlaceIndex.Of(codes, 2);
        Assert.Equal([0, 0, PlaceIndex.Most], index.Counts);
        Assert.Equal(index.Places.Order().Distinct(), index.Places);
        Assert.True(index.Places[^1] > 49_990 && index.Places[0] < 10);
    }

    [Fact]
    public void A_second_run_reuses_and_any_change_makes_its_case_anew()
    {
        var dataset = SmallPatients.Read(SmallPatients.Write(folder["in"], 3));
        Assert.Equal(0, Reused(dataset));
        Assert.Equal(3, Reused(dataset));

        ImageFile.WriteCt(folder["in", "p02", "ct.nii.gz"], SmallPatients.Volume((i, j, k) => (short)(i + j)));
        Assert.Equal(2, Reused(dataset));
        ImageFile.WriteLabelMap(folder["in", "p01", "labels.nii.gz"], new(SmallPatients.Volume((i, j, k) => i == 20 ? SmallPatients.Left : (ushort)0), SmallPatients.Set));
        Assert.Equal(2, Reused(dataset));
        CompleteSlices.Write(dataset.Cases[2].Labels, [1]);
        Assert.Equal(2, Reused(dataset));
        Assert.Equal(3, Reused(dataset));

        Assert.Equal(0, Reused(dataset, SmallPatients.Plain with { SpacingMm = [2, 2, 0] }));
        Assert.Equal(0, Reused(dataset, sparse: new() { EmptySlicesAreUndefined = true }));
        Assert.Equal(3, Reused(dataset, sparse: new() { Uncertain = UncertainPolicy.Soft }));
        Assert.Equal(3, Reused(dataset, SmallPatients.Plain with { WindowLowHu = -50 }));
    }

    [Fact]
    public void What_changed_is_what_is_read()
    {
        var dataset = SmallPatients.Read(SmallPatients.Write(folder["in"], 1));
        Reused(dataset);
        ImageFile.WriteCt(folder["in", "p01", "ct.nii.gz"], SmallPatients.Volume((i, j, k) => (short)(i + j)));
        using var prepared = new Preparation(SmallPatients.Plain, new(), folder["cache"]).Run(dataset);
        var hu = new short[SmallPatients.Shape.SliceCount];
        prepared.Cases[0].ReadSlices(3, 1, hu, []);
        Assert.Equal(39 + 31, hu[^1]);
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on()
    {
        var dataset = SmallPatients.Read(SmallPatients.Write(folder["in"], 4));
        using var stop = new CancellationTokenSource();
        var counter = new Counter { Then = p => { if (p.Done == 2) { stop.Cancel(); } } };
        Assert.ThrowsAny<OperationCanceledException>(() => new Preparation(SmallPatients.Plain, new(), folder["cache"]).Run(dataset, counter, stop.Token));
        Assert.Equal(2, Reused(dataset));
        Assert.Empty(Directory.GetFiles(folder["cache"], "*.tmp"));
    }

    [Fact]
    public void Damaged_files_of_the_cache_are_made_anew()
    {
        var dataset = SmallPatients.Read(SmallPatients.Write(folder["in"], 2));
        Reused(dataset);
        var files = Directory.GetFiles(folder["cache"], "*.case").Order().ToArray();
        File.WriteAllBytes(files[0], File.ReadAllBytes(files[0])[..^1]);
        File.WriteAllText(folder["cache", "hashes.json"], "{\"x\": null}");
        Assert.Equal(1, Reused(dataset));
    }

    [Fact]
    public void Cases_that_do_not_fit_are_all_named_and_the_others_are_made()
    {
        var dataset = SmallPatients.Read(SmallPatients.Write(folder["in"], 3));
        ImageFile.WriteCt(folder["in", "p01", "ct.nii.gz"], SmallPatients.Volume((_, _, _) => (short)0, new Grid(new(40, 32, 5), new(1.5, 1.5, 4))));
        File.WriteAllText(folder["in", "p03", "labels.nii.gz"], "no image");
        var error = Assert.Throws<UnusableDatasetException>(() => Reused(dataset));
        Assert.Equal(2, error.Problems.Length);
        Assert.Single(Directory.GetFiles(folder["cache"], "*.case"));
    }

    [Fact]
    public void Scans_are_turned_to_the_patient_and_resampled()
    {
        SmallPatients.Write(folder["in"], 1);
        var (ct, labels) = (folder["in", "p01", "ct.nii.gz"], folder["in", "p01", "labels.nii.gz"]);
        ImageFile.WriteCt(ct, ImageFile.ReadCt(ct).Hu.ToAxes("RAS"));
        ImageFile.WriteLabelMap(labels, new(ImageFile.ReadLabelMap(labels).Voxels.ToAxes("RAS"), SmallPatients.Set));
        var settings = new PreprocessingSettings { SpacingMm = [3, 3, 0], BodyMarginMm = 0 };
        using var prepared = new Preparation(settings, new(), folder["cache"]).Run(SmallPatients.Read(new() { Path = folder["in"] }));
        var item = prepared.Cases[0];
        Assert.Equal("LPS", item.Grid.AxisCodes);
        Assert.Equal((3, 3, 4), ((int)item.Grid.Spacing.IMm, (int)item.Grid.Spacing.JMm, (int)item.Grid.Spacing.KMm));
        Assert.True(item.Grid.Shape.I <= 22 && item.Grid.Shape.J <= 18);
        // Left muscle: i 25 … 30 of 40 at 1.5 mm from −30 mm: centre 11.25 mm.
        var sum = Enumerable.Range(0, item.PlaceCount(1)).Average(n => item.Grid.ToPatient(item.Place(1, n).I, 0, 0).XMm);
        Assert.InRange(sum, 10.5, 12);
    }

    [Fact]
    public void Sparse_cases_know_where_something_was_drawn()
    {
        using var prepared = SmallPatients.Prepare(folder["in"], folder["cache"], 1, (i, j, k) => k == 3 && j == 14 ? SmallPatients.LabelAt(i, j, k) : SmallPatients.Undefined);
        var item = prepared.Cases[0];
        Assert.True(item.IsSparse);
        Assert.Equal(40, item.AnnotatedPlaceCount);
        Assert.All(Enumerable.Range(0, 40), n => Assert.Equal((14, 3), (item.AnnotatedPlace(n).J, item.AnnotatedPlace(n).K)));
        Assert.Equal(1 / (32.0 * 6), item.DefinedFraction, 9);
    }

    [Fact]
    public void Foreground_statistics_are_exact()
    {
        using var prepared = SmallPatients.Prepare(folder["in"], folder["cache"], 2);
        var values = SmallPatients.Volume((i, j, k) => (SmallPatients.LabelAt(i, j, k), SmallPatients.HuAt(i, j, k))).Voxels.ToArray()
            .Where(v => v.Item1 > 0).SelectMany(v => new double[] { v.Item2, v.Item2 + 1 }).Order().ToArray();
        var statistics = ForegroundStatistics.Of(prepared.Cases);
        Assert.Equal(values.Length, statistics.Count);
        Assert.Equal(values.Average(), statistics.MeanHu, 9);
        Assert.Equal(Math.Sqrt(values.Average(v => Math.Pow(v - values.Average(), 2))), statistics.SdHu, 9);
        Assert.Equal((values[0], values[^1]), (statistics.MinHu, statistics.MaxHu));
        Assert.Equal((values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2, statistics.MedianHu);
    }
}
