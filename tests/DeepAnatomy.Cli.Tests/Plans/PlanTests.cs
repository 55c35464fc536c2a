using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Tests;

namespace DeepAnatomy.Cli.Tests.Plans;

public sealed class PlanTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_plan_writes_files_that_train_accepts_and_says_why()
    {
        SmallPatients.Write(folder["patients"], 3);
        var run = CliRun.Of("plan", folder["patients"], "--out", folder["plan"], "--name", "small").Succeeds();
        Assert.Contains("- Spacing 1.5 mm in the slice, the scans' own", run.Out);
        Assert.Contains("Validating cases: p0", run.Out);
        Assert.Equal(["architecture.json", "configuration.yaml", "fingerprint.json"], Directory.GetFiles(folder["plan"]).Select(Path.GetFileName).Order());
        var problems = new ProblemList();
        var configuration = ConfigurationFile.Read(Path.Combine(folder["plan"], "configuration.yaml"), [], problems);
        Assert.True(problems.IsEmpty);
        Assert.Equal("small", configuration.Name);
        Assert.Equal(["psoas_left", "psoas_right"], configuration.Data.Classes.Select(c => c.Name));
        Assert.Equal(3, configuration.Split.Folds);
        var dry = CliRun.Of("train", Path.Combine(folder["plan"], "configuration.yaml"), "--dry-run").Succeeds();
        Assert.Contains("ms per iteration", dry.Out);
        CliRun.Of("plan", folder["patients"], "--out", folder["plan"]).FailsWith(2, "there is a configuration already");
    }

    [Theory]
    [InlineData("cpu-standard", "unet2d", "adamw")]
    [InlineData("nnunet-2d", "nnunet_plain", "sgd")]
    [InlineData("nnunet-3d", "nnunet_plain", "sgd")]
    public void Presets_choose_network_and_optimizer(string preset, string template, string optimizer)
    {
        SmallPatients.Write(folder["patients"], 3);
        var plan = JsonNode.Parse(CliRun.Of("plan", folder["patients"], "--out", folder["plan"], "--preset", preset, "--json").Succeeds().Out)!;
        Assert.Equal(preset, (string?)plan["preset"]);
        Assert.True(plan["reasons"]!.AsArray().Count > 5);
        Assert.Equal(template, Assert.IsType<TemplateArchitecture>(ArchitectureFile.Read(Path.Combine(folder["plan"], "architecture.json"))).Template.Id);
        Assert.Contains($"type: {optimizer}", File.ReadAllText(Path.Combine(folder["plan"], "configuration.yaml")));
    }

    [Fact]
    public void Classes_are_chosen_on_the_command_line_and_one_side_alone_is_not_mirrored()
    {
        SmallPatients.Write(folder["patients"], 3);
        var both = CliRun.Of("plan", folder["patients"], "--out", folder["both"], "--classes", "muscle=psoas_left+psoas_right").Succeeds();
        Assert.Contains("name: \"muscle\"", File.ReadAllText(Path.Combine(folder["both"], "configuration.yaml")));
        Assert.DoesNotContain("No mirroring", both.Out);
        var left = CliRun.Of("plan", folder["patients"], "--out", folder["left"], "--classes", "psoas_left").Succeeds();
        Assert.Contains("No mirroring of left and right", left.Out);
        Assert.Contains("left_right: false", File.ReadAllText(Path.Combine(folder["left"], "configuration.yaml")));
    }

    [Fact]
    public void All_problems_of_the_dataset_are_said_and_nothing_is_created()
    {
        SmallPatients.Write(folder["patients"], 3);
        File.Delete(Path.Combine(folder["patients"], "p02", "labels.nii.gz"));
        var run = CliRun.Of("plan", folder["patients"], "--out", folder["plan"], "--classes", "psoas_lft");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'p02' has no label map", run.Error);
        Assert.Contains("the nearest is 'psoas_left'", run.Error);
        Assert.False(Directory.Exists(folder["plan"]));
    }
}
