using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Networks.Models.Cards;

namespace DeepAnatomy.Cli.Tests;

public sealed class PredictTests
{
    [Fact]
    public void A_model_with_a_card_segments_a_ct_with_names()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        var model = SmallModels.Threshold(folder, "m.keras", 100.5, SmallModels.Card);
        CliRun.Of("predict", model, ct, folder["out.nii.gz"], "--mirror", "--threads", "1").Succeeds();
        var (labels, hu) = (ImageFile.ReadLabelMap(folder["out.nii.gz"]), ImageFile.ReadCt(ct).Hu);
        Assert.Equal("test-1", labels.Labels.Id);
        Assert.Equal("dense", labels.Labels.Find(3)!.Name);
        Assert.All(Enumerable.Range(0, hu.Shape.Count), n => Assert.Equal(hu.Voxels[n] > 100 ? 3 : 0, labels.Voxels.Voxels[n]));
        Assert.Contains((ushort)3, labels.Voxels.Voxels.ToArray());
    }

    [Fact]
    public void A_network_of_volumes_sees_overlapping_tiles()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        var card = SmallModels.Card with { Inputs = [SmallModels.Card.Inputs[0] with { PatchSize = [16, 48, 56], SizeMultiple = [8, 8, 8] }] };
        var model = SmallModels.Threshold(folder, "m.keras", 100.5, card, rank: 3);
        CliRun.Of("predict", model, ct, folder["out.nii.gz"], "--step", "0.7").Succeeds();
        var (labels, hu) = (ImageFile.ReadLabelMap(folder["out.nii.gz"]), ImageFile.ReadCt(ct).Hu);
        Assert.All(Enumerable.Range(0, hu.Shape.Count), n => Assert.Equal(hu.Voxels[n] > 100 ? 3 : 0, labels.Voxels.Voxels[n]));
    }

    [ReferenceDataFact]
    public void A_trained_folder_of_nn_unet_needs_nothing_but_itself()
    {
        using var folder = new TemporaryFolder();
        var trained = Directory.CreateDirectory(folder["nnUNetTrainer__nnUNetPlans__2d"]).FullName;
        Directory.CreateDirectory(Path.Combine(trained, "fold_0"));
        File.Copy(ReferenceData.Path("keras/nnunet/plain2d_checkpoint_final.pth"), Path.Combine(trained, "fold_0", "checkpoint_final.pth"));
        File.WriteAllText(Path.Combine(trained, "dataset.json"), """{"channel_names": {"0": "CT"}, "labels": {"background": 0, "psoas": 1, "wall": 2}}""");
        File.WriteAllText(Path.Combine(trained, "plans.json"), """
            {"dataset_name": "Dataset001", "plans_name": "nnUNetPlans", "image_reader_writer": "SimpleITKIO", "transpose_forward": [0, 1, 2], "transpose_backward": [0, 1, 2],
             "foreground_intensity_properties_per_channel": {"0": {"max": 300, "mean": 40, "median": 50, "min": -200, "percentile_00_5": -150, "percentile_99_5": 200, "std": 40}},
             "configurations": {"2d": {"spacing": [2.5, 2.5], "patch_size": [64, 48], "normalization_schemes": ["CTNormalization"], "use_mask_for_norm": [false],
              "UNet_class_name": "PlainConvUNet", "UNet_base_num_features": 8, "unet_max_num_features": 32, "n_conv_per_stage_encoder": [2, 2, 2, 2], "n_conv_per_stage_decoder": [2, 2, 2],
              "pool_op_kernel_sizes": [[1, 1], [2, 2], [2, 2], [2, 2]], "conv_kernel_sizes": [[3, 3], [3, 3], [3, 3], [3, 3]]}}}
            """);
        var ct = Phantoms.Small(folder);
        CliRun.Of("predict", trained, ct, folder["out.nii.gz"], "--k", "3", "4").Succeeds();
        Assert.Equal("wall", ImageFile.ReadLabelMap(folder["out.nii.gz"]).Labels.Find(2)!.Name);
    }

    [Fact]
    public void Several_models_are_averaged_and_maps_are_written_for_the_wanted_slices()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        string[] models = [SmallModels.Threshold(folder, "a.keras", 100.5, SmallModels.Card), SmallModels.Threshold(folder, "b.keras", 200.5, SmallModels.Card)];
        CliRun.Of("predict", models[0], models[1], ct, folder["out.nii.gz"], "--k", "4", "6", "--probabilities", folder["p.nii"], "--uncertainty", folder["u.nii"]).Succeeds();
        var shape = ImageFile.ReadGrid(ct).Shape;
        Assert.Equal(352 + (2 * shape.Count), new FileInfo(folder["p.nii"]).Length);
        var (hu, p, u) = (ImageFile.ReadCt(ct).Hu, File.ReadAllBytes(folder["p.nii"])[352..], File.ReadAllBytes(folder["u.nii"])[352..]);
        for (var n = 0; n < shape.Count; n++)
        {
            var isWanted = n / shape.SliceCount is >= 4 and <= 6;
            var votes = hu.Voxels[n] > 200 ? 2 : hu.Voxels[n] > 100 ? 1 : 0;
            if (isWanted && hu.Voxels[n] is not ((> 80 and < 120) or (> 180 and < 220)))
            {
                Assert.InRange(p[shape.Count + n], (votes * 127.5) - 1, (votes * 127.5) + 1);
                Assert.InRange(u[shape.Count + n], votes == 1 ? 250 : 0, votes == 1 ? 255 : 5);
            }

            Assert.True(isWanted || (p[n] == 0 && p[shape.Count + n] == 0));
        }
    }

    [Fact]
    public void A_model_without_card_needs_one_and_takes_one()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        var model = SmallModels.Threshold(folder, "m.keras", 100.5, card: null);
        CliRun.Of("predict", model, ct, folder["out.nii.gz"]).FailsWith(2, "m.keras", "no card", "HU window");
        Assert.False(File.Exists(folder["out.nii.gz"]));
        File.WriteAllBytes(folder["c.json"], ModelCardJson.ToBytes(SmallModels.Card));
        CliRun.Of("predict", model, ct, folder["out.nii.gz"], "--card", folder["c.json"]).Succeeds();
    }

    [Fact]
    public void What_cannot_be_meant_is_said_in_one_line()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        var model = SmallModels.Threshold(folder, "m.keras", 100.5, SmallModels.Card);
        var output = folder["out.nii.gz"];
        CliRun.Of("predict", model, ct).FailsWith(2, "at least one model");
        CliRun.Of("predict", folder["none.keras"], ct, output).FailsWith(2, "none.keras");
        CliRun.Of("predict", ct, ct, output).FailsWith(2, "ct.nii.gz");
        CliRun.Of("predict", model, model, output).FailsWith(2, "m.keras");
        CliRun.Of("predict", model, ct, folder["out.txt"]).FailsWith(2, "out.txt");
        CliRun.Of("predict", model, ct, output, "--step", "0").FailsWith(2, "--step");
        CliRun.Of("predict", model, ct, output, "--threads", "0").FailsWith(2, "--threads");
        CliRun.Of("predict", model, ct, output, "--k", "0", "9999").FailsWith(2, "--k 0 9999");
        CliRun.Of("predict", model, ct, output, "--uncertainty", folder["u.nii.gz"]).FailsWith(2, "u.nii.gz", ".nii");
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void Stopped_it_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var ct = Phantoms.Small(folder);
        var model = SmallModels.Threshold(folder, "m.keras", 100.5, SmallModels.Card);
        var before = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var run = CliRun.Of(["predict", model, ct, folder["out.nii.gz"], "--probabilities", folder["p.nii"]], stop.Token);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(before.Order(), Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Order());
    }

    [ReferenceDataTheory]
    [InlineData("plain2d")]
    [InlineData("resenc2d")]
    public void A_checkpoint_of_nn_unet_segments_a_real_ct(string name)
    {
        using var folder = new TemporaryFolder();
        var (model, ct) = (ReferenceData.Path($"keras/nnunet/{name}_checkpoint_final.pth"), ReferenceData.Path("ct-abdomen/ct.nii.gz"));
        CliRun.Of("predict", model, ct, folder["out.nii.gz"]).FailsWith(2, "normalised", "no structure");
        var card = SmallModels.Card with
        {
            Inputs = [SmallModels.Card.Inputs[0] with { PatchSize = [64, 64], SizeMultiple = [16, 16], SpacingMm = [3, 3] }],
            Labels = new() { Labels = [new() { Value = 1, Name = "psoas_left" }, new() { Value = 2, Name = "psoas_right" }] },
            Origin = new() { Format = "nnunet-2", NnUnet = new() { NormalizationSchemes = ["CTNormalization"], MirrorAxes = [0, 1] } },
        };
        File.WriteAllBytes(folder["c.json"], ModelCardJson.ToBytes(card));
        CliRun.Of("predict", model, ct, folder["out.nii.gz"], "--card", folder["c.json"], "--k", "100", "101", "--mirror", "--uncertainty", folder["u.nii"]).Succeeds();
        Assert.True(ImageFile.ReadGrid(folder["out.nii.gz"]).IsSameAs(ImageFile.ReadGrid(ct), 0.01));
    }
}
