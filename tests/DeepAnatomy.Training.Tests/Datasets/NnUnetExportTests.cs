using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Tests.Datasets;

public sealed class NnUnetExportTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_sparse_dataset_comes_back_from_nnunet_with_the_same_codes()
    {
        ushort Sparse(int i, int j, int k) => k == 2 ? SmallPatients.Undefined : SmallPatients.LabelAt(i, j, k);
        var dataset = SmallPatients.Read(SmallPatients.Write(folder["in"], 2, Sparse));
        NnUnetExport.Write(dataset, new(), folder["out"]);

        var back = DatasetReader.Read(new() { Path = folder["out"] }).Required;

        Assert.Equal(dataset.Cases.Select(c => c.Id), back.Cases.Select(c => c.Id));
        Assert.Equal(dataset.Classes.Names.ToArray(), back.Classes.Names.ToArray());
        Assert.Equal(Codes(dataset), Codes(back));
        Assert.Equal(3, back.LabelSet.ValueOf("ignore"));
        Assert.Equal(ImageFile.ReadCt(dataset.Cases[0].Image).Hu.Voxels.ToArray(), ImageFile.ReadCt(back.Cases[0].Image).Hu.Voxels.ToArray());
        Assert.Empty(DatasetCheck.Run(back, readsVoxels: true));
    }

    [Fact]
    public void A_dense_dataset_has_no_ignore_label()
    {
        NnUnetExport.Write(SmallPatients.Read(SmallPatients.Write(folder["in"], 1)), new(), folder["out"]);
        Assert.DoesNotContain("ignore", File.ReadAllText(folder["out", "dataset.json"]));
    }

    [Fact]
    public void All_problems_of_an_nnunet_dataset_are_told_at_once()
    {
        Directory.CreateDirectory(folder["d", "imagesTr"]);
        Directory.CreateDirectory(folder["d", "labelsTr"]);
        File.WriteAllText(folder["d", "labelsTr", "lonely.nii.gz"], "");
        File.WriteAllText(folder["d", "imagesTr", "x_0000.nii.gz"], "");
        File.WriteAllText(folder["d", "dataset.json"], """{"channel_names": {"0": "CT", "1": "PET"}, "labels": {"background": 0, "ignore": 1, "psoas": 2, "both": [1, 2], "text": "3"}, "file_ending": ".nii.gz"}""");
        var problems = DatasetReader.Read(new() { Path = folder["d"] }).Problems;
        foreach (var part in new[] { "2 channels", "not the highest", "region", "no value", "has no image", "'x' has no label map" })
        {
            Assert.Contains(problems, p => p.Reason.Contains(part));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"labels\": 3}")]
    [InlineData("{\"labels\": {\"a\": 1, \"b\": 1}}")]
    public void A_damaged_description_is_a_problem(string text)
    {
        Directory.CreateDirectory(folder["d"]);
        File.WriteAllText(folder["d", "dataset.json"], text);
        Assert.Contains(DatasetReader.Read(new() { Path = folder["d"] }).Problems, p => p.Path.EndsWith("dataset.json"));
    }

    static byte[] Codes(Dataset dataset) => SparseEncoding.Encode(ImageFile.ReadLabelMap(dataset.Cases[0].Labels, dataset.LabelSet).Voxels, dataset.Classes, new(), []).Voxels.ToArray();
}
