using System.Text.Json;

namespace DeepAnatomy.Cli.Tests;

public class CommandTests
{
    [Theory]
    [InlineData("demo")]
    [InlineData("quantify")]
    [InlineData("segment")]
    [InlineData("evaluate")]
    [InlineData("info")]
    [InlineData("convert")]
    [InlineData("phantom")]
    [InlineData("bench")]
    [InlineData("completion")]
    public void Every_command_explains_itself(string command)
    {
        var run = CliRun.Of(command, "--help").Succeeds();
        Assert.Contains("Usage:", run.Out);
    }

    [Theory]
    [InlineData("bash", "complete")]
    [InlineData("zsh", "compdef")]
    [InlineData("fish", "complete -c deepanatomy")]
    public void Each_shell_gets_its_completion(string shell, string word) => Assert.Contains(word, CliRun.Of("completion", shell).Succeeds().Out);

    [Fact]
    public void A_shell_is_told_the_options_of_a_command() => Assert.Contains("--label-set", CliRun.Of("[suggest:24]", "deepanatomy quantify --la").Out);

    [Fact]
    public void Info_gives_the_geometry_as_JSON()
    {
        using var folder = new TemporaryFolder();
        var json = JsonDocument.Parse(CliRun.Of("info", Phantoms.Small(folder), "--json").Succeeds().Out).RootElement;
        Assert.Equal("LPS", json.GetProperty("axisCodes").GetString());
        Assert.Equal(5, json.GetProperty("spacingMm")[2].GetDouble());
    }

    [Fact]
    public void A_map_evaluated_against_itself_is_perfect()
    {
        using var folder = new TemporaryFolder();
        Phantoms.Small(folder);
        var truth = folder["patient-0001/truth.nii.gz"];
        var labels = JsonDocument.Parse(CliRun.Of("evaluate", truth, truth, "--json").Succeeds().Out).RootElement.GetProperty("labels");
        Assert.All(labels.EnumerateObject(), l => Assert.Equal((1, 0), (l.Value.GetProperty("dice").GetDouble(), l.Value.GetProperty("hdMm").GetDouble())));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        using var a = new TemporaryFolder();
        using var b = new TemporaryFolder();
        Assert.Equal(File.ReadAllBytes(Phantoms.Small(a)), File.ReadAllBytes(Phantoms.Small(b)));
    }
}
