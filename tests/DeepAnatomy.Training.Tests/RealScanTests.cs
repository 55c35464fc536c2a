using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Planning;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Tests;

public sealed class RealScanTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [ReferenceDataFact]
    [Trait("Speed", "long")]
    public void A_real_scan_goes_from_files_to_batches()
    {
        var data = ReferenceData.Path("ct-abdomen");
        File.WriteAllText(folder["t.csv"], $"case,image,label\nabdomen,{data}/ct.nii.gz,{data}/labels_totalsegmentator_v1.nii.gz\n");
        var settings = new DatasetSettings
        {
            Path = folder["t.csv"],
            LabelSet = LabelSets.All.Single(s => s.Id.StartsWith("totalsegmentator") && s.Find("autochthon_left") is not null && s.Id.Contains('1')).Id,
            Classes = [new() { Name = "autochthon_left" }, new() { Name = "autochthon_right" }, new() { Name = "psoas", Labels = ["iliopsoas_left", "iliopsoas_right"] }],
        };
        var dataset = DatasetReader.Read(settings).Required;
        Assert.Empty(DatasetCheck.Run(dataset, readsVoxels: true));

        var fingerprint = FingerprintReader.Read(dataset, new());
        Assert.Empty(fingerprint.Warnings);
        Assert.InRange(fingerprint.Foreground.MedianHu, 20, 90);
        Assert.All(fingerprint.Cases[0].ClassMl, ml => Assert.True(ml > 50));

        var plan = Planner.Make(fingerprint, PlanPreset.CpuQuick);
        using var prepared = new Preparation(plan.Preprocessing, new(), folder["cache"]).Run(dataset);
        var item = prepared.Cases[0];
        for (var c = 1; c < 4; c++)
        {
            Assert.Equal(fingerprint.Cases[0].ClassMl[c], item.VoxelCounts[c] * item.Grid.Spacing.VoxelMm3 / 1000, fingerprint.Cases[0].ClassMl[c] * 0.02);
        }

        var source = new PatchSource(prepared.Cases, plan.Sampling, Normalisation.Window(-200, 300), new(), AugmentationPipeline.Create(plan.Augmentation, dataset.Classes.Sides, plan.Sampling.BatchShape()));
        using var prefetch = new BatchPrefetch(source, threads: 2);
        var seen = new HashSet<byte>();
        for (var n = 0; n < 20; n++)
        {
            var batch = prefetch.Next();
            seen.UnionWith(batch.Labels);
            Assert.True(batch.Image.All(float.IsFinite));
            prefetch.Return(batch);
        }

        Assert.Equal(new byte[] { 0, 1, 2, 3 }, seen.Order());
    }
}
