using DeepAnatomy.Networks.Architectures;

namespace DeepAnatomy.Cli.Tests.Trainings;

public sealed class TrainTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_problems_of_configuration_architecture_and_dataset_are_said_at_once_and_nothing_is_created()
    {
        SmallTraining.Write(folder.Path);
        File.Delete(Path.Combine(folder["patients"], "p02", "labels.nii.gz"));
        File.WriteAllText(folder["architecture.json"], "{\"schemaVersion\": \"1.0\", \"kind\": \"template\", \"template\": \"unet2d\",\n\"params\": {\"levls\": 3}}");
        File.AppendAllText(folder["configuration.yaml"], "\nbatchsize: 3\nguards: {steps: 0}\n");
        var before = Files();
        var run = CliRun.Of("train", folder["configuration.yaml"], "--run", folder["run"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("configuration.yaml:13: batchsize", run.Error);
        Assert.Contains("configuration.yaml:14: guards.steps", run.Error);
        Assert.Contains("architecture.json:2: params.levls", run.Error);
        Assert.Contains("'p02' has no label map", run.Error);
        Assert.Contains("The network has 2 outputs, but there are 3 classes", run.Error);
        Assert.Contains("5 problems; nothing was created", run.Error);
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("data.classes=[{name: psoas_lft}]", "psoas_left")]
    [InlineData("sampling.patch_size=[30, 32]", "not divisible by 4")]
    [InlineData("sampling.mode=neighbour_slices", "takes 1 channels, but the patches have 3")]
    [InlineData("augmentation.mirroring.sides=refuse", "--set:1: augmentation.mirroring: Mirroring left and right is refused")]
    [InlineData("split={folds: 5}", "4 patients cannot be shared out to 5 folds")]
    [InlineData("data.classes=[{name: psoas_left}]", "The network has 3 outputs, but there are 2 classes")]
    [InlineData("data.path=nowhere", "there is no such file or folder")]
    public void What_does_not_fit_together_is_refused(string setting, string expected)
    {
        SmallTraining.Write(folder.Path);
        var run = CliRun.Of("train", folder["configuration.yaml"], "--run", folder["run"], "--set", setting);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void A_network_of_regions_that_overlap_is_refused_and_told_what_can_be_trained()
    {
        SmallTraining.Write(folder.Path);
        ArchitectureFile.Write(folder["architecture.json"], ArchitectureFile.ToBytes(new UNet2D { Classes = 3, Levels = 3, BaseFilters = 4, Output = OutputKind.Sigmoid }));
        var run = CliRun.Of("train", folder["configuration.yaml"], "--run", folder["run"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("configuration.yaml:2: architecture: The network ends in sigmoid", run.Error);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void The_configuration_is_printed_with_descriptions_in_either_language_and_reads_back()
    {
        SmallTraining.Write(folder.Path);
        var english = CliRun.Of("train", folder["configuration.yaml"], "--print-config", "--set", "limits.iterations=7").Succeeds().Out;
        Assert.Contains("iterations: 7", english);
        Assert.Contains("# Iterations of the whole training", english);
        Assert.Contains("# Iterationen des ganzen Trainings", CliRun.Of("train", folder["configuration.yaml"], "--print-config", "--lang", "de").Succeeds().Out);
        File.WriteAllText(folder["printed.yaml"], english);
        Assert.Equal(english, CliRun.Of("train", folder["printed.yaml"], "--print-config").Succeeds().Out);
    }

    [Fact]
    public void A_training_writes_the_folder_of_its_run_and_is_not_begun_twice()
    {
        SmallTraining.Write(folder.Path);
        CliRun.Of("train", folder["configuration.yaml"], "--run", folder["run"]).Succeeds();
        string[] expected = ["architecture.json", "checkpoints/best.keras", "checkpoints/last.keras", "configuration.yaml", "evaluation.json", "logs/session-0001.log", "metrics/session-0001.jsonl", "run.json", "split.json"];
        Assert.Equal(expected, Directory.EnumerateFiles(folder["run"], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder["run"], file)).Where(file => !file.StartsWith("samples", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        CliRun.Of("train", folder["configuration.yaml"], "--run", folder["run"]).FailsWith(2, "there is a run already", "--resume");
        Assert.Contains("all 20 iterations are done", CliRun.Of("train", folder["configuration.yaml"], "--run", folder["run"], "--resume").Succeeds().Error);
    }

    [Fact]
    public void A_dry_run_says_time_and_memory_and_leaves_nothing()
    {
        SmallTraining.Write(folder.Path);
        var before = Files();
        var run = CliRun.Of("train", folder["configuration.yaml"], "--dry-run").Succeeds();
        Assert.Contains("ms per iteration", run.Out);
        Assert.Equal(before, Files());
    }

    string[] Files() => [.. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order()];
}
