using System.Text.Json.Nodes;
using DeepAnatomy.Networks.NnUnet;
using DeepAnatomy.Networks.Pickle;
using DeepAnatomy.Networks.PyTorch;

namespace DeepAnatomy.Networks.Tests.NnUnet;

public sealed class NnUnetFileTests
{
    [ReferenceDataTheory]
    [InlineData("plain2d", UNetEncoder.Plain, new[] { 2, 2, 2, 2 }, new[] { 2, 2, 2 })]
    [InlineData("resenc2d", UNetEncoder.Residual, new[] { 1, 3, 4, 6 }, new[] { 1, 1, 1 })]
    public void The_network_is_read_off_the_weights_of_a_checkpoint_without_plans(string name, UNetEncoder encoder, int[] blocks, int[] decoder)
    {
        var read = NnUnetFile.Open(Checkpoint(name));
        Assert.Equal(encoder, read.Architecture.Encoder);
        Assert.Equal((1, 3), (read.Architecture.InputChannels, read.Architecture.OutputChannels));
        Assert.Equal(blocks, read.Architecture.Stages.Select(stage => stage.Blocks));
        Assert.Equal(decoder, read.Architecture.DecoderConvolutions);
        Assert.Equal([8, 16, 32, 32], read.Architecture.Stages.Select(stage => stage.Features));
        Assert.Equal(new[] { 8, 8 }, read.Architecture.Divisors);
        Assert.Equal("nnunet-2", read.Model.Origin.Format);
        Assert.Equal(new[] { 0, 1 }, read.Facts.MirroringAxes);
        Assert.Equal(("2d", "0", "nnUNetTrainer", 1), (read.Facts.Configuration, read.Facts.Fold, read.Facts.Trainer, read.Facts.Epoch));
        Assert.Contains(read.Notes, note => note.Contains("deep supervision", StringComparison.Ordinal));
    }

    [ReferenceDataTheory]
    [InlineData("plain2d")]
    [InlineData("resenc2d")]
    public void Every_weight_of_the_checkpoint_is_known_by_name_and_shape(string name)
    {
        using var file = TorchFile.Open(Checkpoint(name));
        var weights = Assert.IsType<PickleDictionary>(Assert.IsType<PickleDictionary>(file.Root)["network_weights"]);
        var expected = JsonNode.Parse(File.ReadAllText(ReferenceData.Path($"keras/nnunet/{name}_keys.json")))!.AsObject();
        Assert.Equal(expected.Select(entry => entry.Key), weights.Entries.Select(entry => (string)entry.Key!));
        Assert.All(expected, entry => Assert.Equal(entry.Value!.AsArray().Select(size => size!.GetValue<int>()), Assert.IsType<PickleTensor>(weights[entry.Key]).Shape));
    }

    static string Checkpoint(string name) => ReferenceData.Path($"keras/nnunet/{name}_checkpoint_final.pth");
}
