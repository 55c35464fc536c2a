using System.Text.Json.Nodes;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Tests;

namespace DeepAnatomy.Cli.Tests.Plans;

public sealed class SparsifyTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--slices", "40")]
    [InlineData("--scribbles", "2")]
    public void Training_cases_lose_annotation_and_validating_ones_do_not(string option, string value)
    {
        var configuration = Planned();
        var said = JsonNode.Parse(CliRun.Of("sparsify", configuration, folder["sparse"], option, value, "--json").Succeeds().Out)!;
        var whole = said["whole"]!.AsArray().Select(n => (string)n!).ToHashSet();
        Assert.Single(whole);
        Assert.InRange((double)said["keptShare"]!, 0.001, 0.6);
        foreach (var id in Enumerable.Range(1, 3).Select(n => $"p{n:00}"))
        {
            var (dense, sparse) = (Dense(id), ImageFile.ReadLabelMap(folder[$"sparse/labels/{id}.nii.gz"]));
            var undefined = sparse.Labels.ValueOf("undefined");
            Assert.Equal(!whole.Contains(id), sparse.Voxels.Voxels.Contains(undefined));
            Assert.All(Enumerable.Range(0, dense.Shape.Count), n => Assert.True(sparse.Voxels.Voxels[n] == undefined || sparse.Voxels.Voxels[n] == dense.Voxels[n]));
        }
    }

    [Fact]
    public void The_configuration_trains_on_what_is_left_with_the_same_split()
    {
        var configuration = Planned();
        CliRun.Of("sparsify", configuration, folder["sparse"], "--slices", "40").Succeeds();
        var dry = CliRun.Of("train", configuration, "--set", $"data.path={folder["sparse/dataset.csv"]}", "--dry-run").Succeeds();
        Assert.Contains("ms per iteration", dry.Out);
        CliRun.Of("sparsify", configuration, folder["sparse"], "--slices", "40").FailsWith(2, "there is a dataset already");
    }

    [Theory]
    [InlineData]
    [InlineData("--slices", "0")]
    [InlineData("--slices", "101")]
    [InlineData("--scribbles", "0")]
    [InlineData("--slices", "10", "--scribbles", "5")]
    public void What_shall_be_kept_must_be_said_once_and_be_possible(params string[] options)
    {
        CliRun.Of(["sparsify", "configuration.yaml", folder["sparse"], .. options]).FailsWith(2, "Give either --slices");
        Assert.False(Directory.Exists(folder["sparse"]));
    }

    string Planned()
    {
        SmallPatients.Write(folder["patients"], 3);
        CliRun.Of("plan", folder["patients"], "--out", folder["plan"]).Succeeds();
        return Path.Combine(folder["plan"], "configuration.yaml");
    }

    Volume<ushort> Dense(string id) => ImageFile.ReadLabelMap(Directory.GetFiles(folder[$"patients/{id}"], "*.nii.gz").Single(f => !Path.GetFileName(f).StartsWith("ct", StringComparison.Ordinal))).Voxels;
}
