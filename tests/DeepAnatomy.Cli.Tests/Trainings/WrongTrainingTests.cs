using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Tests;

namespace DeepAnatomy.Cli.Tests.Trainings;

public sealed class WrongTrainingTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Twenty_seven_kinds_of_mistakes_are_told_in_one_run_and_nothing_is_created()
    {
        SmallPatients.Write(folder["patients"], 7);
        Spoil();
        File.WriteAllText(folder["architecture.json"], """
            {"schemaVersion": "1.0", "kind": "template", "template": "unet2d",
             "params": {"levls": 4, "classes": 5,
             "baseFilters": 4, "activation": "reluu"}}
            """);
        File.WriteAllText(folder["configuration.yaml"], """
            name: wrong
            architecture: architecture.json
            batchsize: 3
            seed: many
            data:
              path: patients
              classes:
                - {name: psoas_left}
                - {name: kidney}
                - {name: left_again, labels: [psoas_left]}
            split: {folds: 12, fold: 12}
            preprocessing:
              spacing_mm: [10, 10, 0]
              window_low_hu: 300
              window_high_hu: -200
            sampling:
              mode: neighbour_slices
              patch_size: [36, 64]
            augmentation:
              scaling: {smallest: 1.4, largest: 0.7}
            loss:
              - {type: dise}
            optimizer: {type: adamw, learning_rate: 100}
            schedule: {decay: polynomal, warm_up_iterations: 50}
            limits: {iteratons: 20}
            guards: {steps: 0}
            start: {weights: nowhere.keras}
            """);
        var before = Files();
        var run = CliRun.Of("train", folder["configuration.yaml"], "--run", folder["run"], "--set", "checkpoints.everyseconds=5");
        Assert.Equal(2, run.ExitCode);
        string[] expected =
        [
            "configuration.yaml:3: batchsize: There is no field",
            "configuration.yaml:4: seed: A whole number is expected",
            "configuration.yaml:9: data.classes[1]: ",
            "configuration.yaml:8: data.classes: " + folder["patients"] + ": The label 'psoas_left' belongs to several classes",
            "configuration.yaml:11: split.folds: ",
            "configuration.yaml:11: split.fold: There is no fold 12",
            "configuration.yaml:13: preprocessing.spacing_mm: 10 mm",
            "configuration.yaml:14: preprocessing.window_low_hu: The window",
            "configuration.yaml:17: sampling.mode: The network takes 1 channels, but the patches have 3",
            "configuration.yaml:18: sampling.patch_size[0]: 36 is not divisible by 8",
            "configuration.yaml:20: augmentation.scaling: The smallest value",
            "configuration.yaml:20: augmentation.mirroring: The class 'psoas_left' cannot be mirrored",
            "configuration.yaml:22: loss[0].type: 'dise' is not known here; the nearest is 'dice'",
            "configuration.yaml:23: optimizer.learning_rate: 100 is outside the range",
            "configuration.yaml:24: schedule.decay: One of",
            "configuration.yaml:24: schedule.warm_up_iterations: The warm-up of 50 iterations is not shorter than the training of 20",
            "configuration.yaml:25: limits.iteratons: There is no field 'iteratons' here; the nearest is 'iterations'",
            "configuration.yaml:26: guards.steps: 0 is outside the range",
            "configuration.yaml:27: start.weights: There is no file",
            "--set:1: checkpoints.everyseconds: ",
            "architecture.json:2: params.levls: There is no field",
            "architecture.json:3: params.activation: One of",
            "'p02' has no label map",
            "p03/ct.nii.gz: the image is missing",
            "p04/labels.nii.gz: its grid is not that of",
            "p05/labels.nii.gz: it holds 99, which the label set small-1 does not name",
            "p06/labels.nii.gz: it holds no voxel of any class",
            "p07/ct.nii.gz: its voxels are 1.5 × 1.5 × 12 mm apart",
        ];
        Assert.All(expected, text => Assert.Contains(text, run.Error));
        Assert.EndsWith($"deepanatomy: {expected.Length} problems; nothing was created.", run.Error.TrimEnd());
        Assert.Equal(before, Files());
    }

    void Spoil()
    {
        string Of(string patient, string file) => Path.Combine(folder["patients"], patient, file);
        File.Delete(Of("p02", "labels.nii.gz"));
        File.Delete(Of("p03", "ct.nii.gz"));
        var moved = new Grid(SmallPatients.Shape, SmallPatients.Grid.Spacing, new(-30, -20, 150), Orientation.Lps);
        ImageFile.WriteLabelMap(Of("p04", "labels.nii.gz"), new(SmallPatients.Volume(SmallPatients.LabelAt, moved), SmallPatients.Set));
        var names = File.ReadAllText(Of("p01", "labels.labels.json"));
        ImageFile.WriteLabelMap(Of("p05", "labels.nii.gz"), new(SmallPatients.Volume((i, j, k) => i == 0 && j == 0 && k == 0 ? (ushort)99 : SmallPatients.LabelAt(i, j, k)), new("small-2", [.. SmallPatients.Set.Labels, new(99, "odd")])));
        File.WriteAllText(Of("p05", "labels.labels.json"), names);
        ImageFile.WriteLabelMap(Of("p06", "labels.nii.gz"), new(SmallPatients.Volume<ushort>((_, _, _) => 0), SmallPatients.Set));
        var thick = new Grid(SmallPatients.Shape, new(1.5, 1.5, 12), new(-30, -20, 100), Orientation.Lps);
        ImageFile.WriteCt(Of("p07", "ct.nii.gz"), SmallPatients.Volume((i, j, k) => SmallPatients.HuAt(i, j, k), thick));
        ImageFile.WriteLabelMap(Of("p07", "labels.nii.gz"), new(SmallPatients.Volume(SmallPatients.LabelAt, thick), SmallPatients.Set));
    }

    string[] Files() => [.. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order()];
}
