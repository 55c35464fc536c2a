using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Networks.NnUnet;
using DeepAnatomy.Networks.Onnx;
using DeepAnatomy.Torch.Onnx;
using DeepAnatomy.Torch.Running;

namespace DeepAnatomy.Torch.Tests.NnUnet;

/// <summary>Networks of many shapes, written by PyTorch, give PyTorch's numbers.</summary>
public sealed class ReferenceNetworkTests(ReferenceNetworks networks) : IClassFixture<ReferenceNetworks>
{
    const double Tolerance = 1e-5;

    public static TheoryData<string> Cases => ["plain3d_anisotropic", "plain3d_old", "resenc3d", "plain2d_seven", "resenc2d_batch"];

    [PyTorchTheory]
    [MemberData(nameof(Cases))]
    public void A_trained_folder_gives_the_numbers_of_PyTorch(string name)
    {
        using var model = new NnUnetRunner(NnUnetFile.Open(networks.Path(name)));
        AssertClose(Expected(name), Assert.Single(model.Run([Input(name)])));
    }

    [PyTorchTheory]
    [MemberData(nameof(Cases))]
    public void A_trained_folder_gives_the_numbers_of_PyTorch_through_ONNX(string name)
    {
        using var session = OnnxSession.Open(OnnxExporter.ToBytes(NnUnetFile.Open(networks.Path(name)).Model, "test"));
        var (input, rank) = (Input(name), Input(name).Rank);
        var output = Assert.Single(session.Run([AxisOrder.Permute(input, [0, .. Enumerable.Range(2, rank - 2), 1])]));
        AssertClose(Expected(name), AxisOrder.Permute(output, [0, rank - 1, .. Enumerable.Range(1, rank - 2)]));
    }

    [PyTorchTheory]
    [InlineData("plain3d_anisotropic")]
    [InlineData("plain3d_old")]
    [InlineData("resenc3d")]
    [InlineData("plain2d_seven")]
    public void A_checkpoint_without_plans_gives_the_numbers_of_PyTorch(string name)
    {
        using var model = RunnableModelFile.Open(networks.Path(name, "bare.pth"));
        AssertClose(Expected(name), Assert.Single(model.Run([Input(name)])));
    }

    [PyTorchFact]
    public void The_facts_of_the_plans_are_kept()
    {
        var facts = NnUnetFile.Open(networks.Path("resenc3d")).Facts;
        Assert.Equal(("Dataset007_Test", "nnUNetPlans", "3d_child", "nnUNetTrainer", "0", 1000), (facts.DatasetName, facts.PlansName, facts.Configuration, facts.Trainer, facts.Fold, facts.Epoch));
        Assert.Equal([1.5, 1.5, 1.5], facts.Spacing.ToArray());
        Assert.Equal([8, 16, 16], facts.PatchSize.ToArray());
        Assert.Equal(["CTNormalization", "CTNormalization"], facts.Normalization.ToArray());
        Assert.Equal([new(40.5, 20, -150, 250, 41, -900, 2000), new(40.5, 20, -150, 250, 41, -900, 2000)], facts.Intensities.ToArray());
        Assert.Equal(["background", "l1", "l2", "l3"], facts.Labels.Select(label => label.Key));
        Assert.Equal([0, 1], facts.MirroringAxes.ToArray());
    }

    [PyTorchFact]
    public void A_card_with_the_facts_is_written_and_read_back()
    {
        var card = NnUnetCard.Of(NnUnetFile.Open(networks.Path("resenc3d")));
        var read = ModelCardJson.Read(ModelCardJson.ToBytes(card), "card");
        Assert.Equal(CardIntensity.ClipAndStandardise, read.Inputs[0].Channels[1].Intensity);
        Assert.Equal((-150, 250, 40.5, 20), (read.Inputs[0].Channels[0].Low, read.Inputs[0].Channels[0].High, read.Inputs[0].Channels[0].Mean, read.Inputs[0].Channels[0].StandardDeviation));
        Assert.Equal([4, 8, 8], read.Inputs[0].SizeMultiple.ToArray());
        Assert.Equal(["background", "l1", "l2", "l3"], read.Labels.Labels.Select(label => label.Name));
        Assert.Equal("3d_child", read.Origin!.NnUnet!.Configuration);
    }

    [PyTorchFact]
    public void A_checkpoint_alone_carries_its_plans()
    {
        var source = Directory.GetFiles(networks.Path("resenc2d_batch"), "checkpoint_final.pth", SearchOption.AllDirectories).Single();
        var alone = networks.Path("alone.pth");
        File.Copy(source, alone);
        var read = NnUnetFile.Open(alone);
        Assert.Equal((UNetNormalizationKind.Batch, 1e-3), (read.Architecture.Normalization.Kind, read.Architecture.Normalization.Epsilon));
        Assert.Equal("ReLU", read.Architecture.Activation.Name);
        Assert.Equal("Dataset007_Test", read.Facts.DatasetName);
    }

    [PyTorchFact]
    public void Half_precision_weights_in_the_layout_before_PyTorch_1_6_are_read()
    {
        var legacy = NnUnetFile.Open(networks.Path("plain3d_old", "legacy.pth"));
        var full = NnUnetFile.Open(networks.Path("plain3d_old"));
        Assert.Equal(full.Architecture.Stages.ToArray(), legacy.Architecture.Stages.ToArray());
        Assert.All(full.Model.Weights.Paths, path => Assert.All(full.Model.Weights[path].Zip(legacy.Model.Weights[path]), pair => AssertClose(pair.First, pair.Second, 2e-3)));
    }

    NdArray Input(string name) => NpyFile.Read(networks.Path(name, "x.npy"));

    NdArray Expected(string name) => NpyFile.Read(networks.Path(name, "y.npy"));

    static void AssertClose(NdArray expected, NdArray actual, double tolerance = Tolerance) =>
        Assert.InRange(Differences.Largest(expected, actual), 0, tolerance);
}
