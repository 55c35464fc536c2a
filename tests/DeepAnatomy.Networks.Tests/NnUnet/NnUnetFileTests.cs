using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.NnUnet;
using DeepAnatomy.Networks.Pickle;
using DeepAnatomy.Networks.PyTorch;
using DeepAnatomy.Networks.Tests.PyTorch;

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

    [Theory]
    [InlineData("")]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("module._orig_mod.")]
    public void Prefixes_of_compiled_and_distributed_training_are_taken_off(string prefix)
    {
        using var folder = new TemporaryFolder();
        SmallCheckpoint.Write(folder.File("a.pth"), prefix: prefix);
        var read = NnUnetFile.Open(folder.File("a.pth"));
        Assert.Equal([2, 3], read.Architecture.Stages.Select(stage => stage.Features));
        Assert.Equal([2, 2], read.Architecture.Divisors.ToArray());
        Assert.All(WeightSpecs.Of(read.Model.Network), layer => Assert.Equal(layer.Value.Select(spec => string.Join(',', spec.Shape)), read.Model.Weights[layer.Key].Select(array => string.Join(',', array.Shape))));
    }

    [Fact]
    public void Kernels_get_their_spatial_axes_first()
    {
        using var folder = new TemporaryFolder();
        SmallCheckpoint.Write(folder.File("a.pth"));
        var kernel = NnUnetFile.Open(folder.File("a.pth")).Model.Weights["decoder_transpconvs_0"][0];
        Assert.Equal([2, 2, 2, 3], kernel.Shape.ToArray());

        // PyTorch (in 3, out 2, 2, 2) counted up from the storage's third element; Keras (row, column, out, in).
        Assert.Equal(Enumerable.Range(0, 24).Select(index => (2 + ((index % 3) * 8) + (index / 3 % 2 * 4) + (index / 6 % 2) + (index / 12 * 2)) / 64f), kernel.ToFloats());
    }

    [Fact]
    public void A_trained_folder_is_read_in_the_old_form_of_plans_with_inheritance()
    {
        using var folder = new TemporaryFolder();
        WriteFolder(folder, OldPlans());
        var read = NnUnetFile.Open(folder.Path);
        Assert.True(NnUnetFile.IsFolder(folder.Path));
        Assert.Equal(("Dataset001", "child", (int?)null), (read.Facts.DatasetName, read.Facts.Configuration, read.Facts.Epoch));
        Assert.Equal([12], read.Facts.PatchSize.Take(1));
        Assert.Equal([0.5, 0.5], read.Facts.Spacing.ToArray());
        Assert.DoesNotContain(read.Notes, note => note.Contains("no plans", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("n_conv_per_stage_encoder", "[1, 2]", "'encoder.stages.1.0.convs.1.conv.weight' is missing")]
    [InlineData("UNet_base_num_features", "4", "'encoder.stages.0.0.convs.0.conv.weight' has the shape (2, 1, 1, 1)")]
    [InlineData("pool_op_kernel_sizes", "[[1, 1], [1, 2]]", "'decoder.transpconvs.0.weight' has the shape")]
    [InlineData("pool_op_kernel_sizes", "[[1, 1], [0, 2]]", "pool_op_kernel_sizes")]
    [InlineData("UNet_class_name", "\"SwinUNETR\"", "SwinUNETR")]
    [InlineData("n_conv_per_stage_encoder", "\"two\"", "n_conv_per_stage_encoder")]
    [InlineData("inherits_from", "\"child\"", "inherits from itself")]
    [InlineData("inherits_from", "\"nowhere\"", "nowhere")]
    [InlineData("conv_kernel_sizes", "[[1, 1]]", "conv_kernel_sizes")]
    public void Plans_that_do_not_fit_the_weights_are_refused_with_what_does_not_fit(string key, string value, string reason)
    {
        using var folder = new TemporaryFolder();
        var plans = OldPlans();
        plans["configurations"]!["parent"]![key] = JsonNode.Parse(value);
        WriteFolder(folder, plans);
        var message = Assert.Throws<UnreadableModelException>(() => NnUnetFile.Open(folder.Path)).Message;
        Assert.Contains(reason == "pool_op_kernel_sizes" ? "strides" : reason == "conv_kernel_sizes" ? "kernel_sizes" : reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_fits_nothing_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        TorchArchive.Write(folder.File("a.pth"), new PickleWriter().Dictionary().Text("fc.weight").Tensor("FloatStorage", "0", 64, 0, [2, 2], [2, 1]).SetItem().End(), SmallCheckpoint.Members());
        Assert.Contains("PlainConvUNet", Assert.Throws<UnreadableModelException>(() => NnUnetFile.Open(folder.File("a.pth"))).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_fold_is_taken_and_another_one_on_request()
    {
        using var folder = new TemporaryFolder();
        WriteFolder(folder, OldPlans());
        Directory.CreateDirectory(folder.File("fold_1"));
        File.Copy(folder.File("fold_0/checkpoint_final.pth"), folder.File("fold_1/checkpoint_best.pth"));
        Assert.Contains(NnUnetFile.Open(folder.Path).Notes, note => note.Contains("2 folds", StringComparison.Ordinal));
        Assert.NotNull(NnUnetFile.Open(folder.Path, "1"));
        Assert.Contains("fold 7", Assert.Throws<UnreadableModelException>(() => NnUnetFile.Open(folder.Path, "7")).Reason, StringComparison.Ordinal);
    }

    static JsonObject OldPlans() => JsonNode.Parse("""
        {"dataset_name": "Dataset001", "configurations": {
          "parent": {"spacing": [0.5, 0.5], "patch_size": [8, 8], "UNet_class_name": "PlainConvUNet", "UNet_base_num_features": 2, "unet_max_num_features": 3,
            "n_conv_per_stage_encoder": [1, 1], "n_conv_per_stage_decoder": [1], "pool_op_kernel_sizes": [[1, 1], [2, 2]], "conv_kernel_sizes": [[1, 1], [1, 1]]},
          "child": {"inherits_from": "parent", "patch_size": [12, 8]}}}
        """)!.AsObject();

    static void WriteFolder(TemporaryFolder folder, JsonObject plans)
    {
        File.WriteAllText(folder.File("plans.json"), plans.ToJsonString());
        Directory.CreateDirectory(folder.File("fold_0"));
        SmallCheckpoint.Write(folder.File("fold_0/checkpoint_final.pth"), writer => writer.Text("init_args").Dictionary().Text("configuration").Text("child").SetItem().SetItem());
    }

    static string Checkpoint(string name) => ReferenceData.Path($"keras/nnunet/{name}_checkpoint_final.pth");
}
