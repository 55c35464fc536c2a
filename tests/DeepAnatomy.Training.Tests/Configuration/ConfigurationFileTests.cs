using System.Text;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Training.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Schemas => new()
    {
        { "configuration.schema.json", ConfigurationFile.Schema() },
        { "run.schema.json", RunRecord.Schema() },
        { "run-evaluation.schema.json", RunEvaluation.Schema() },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void The_committed_schema_is_what_the_code_says(string name, string made)
    {
        var committed = Path.Combine(ReferenceData.ProjectRoot, "contracts", name);
        if (!File.Exists(committed) || File.ReadAllText(committed) != made)
        {
            var place = Path.Combine(Directory.CreateDirectory(Path.Combine(ReferenceData.ProjectRoot, "artifacts", "contracts")).FullName, name);
            File.WriteAllText(place, made, new UTF8Encoding(false));
            Assert.Fail($"contracts/{name} is not what the code says; the new text is {place}.");
        }
    }

    [Fact]
    public void What_is_printed_reads_back_to_the_same_configuration()
    {
        var written = Read("name: a\ndata: {path: scans}\nloss: [{type: tversky, alpha: 0.3}, cross_entropy]\noptimizer: {type: sgd, learning_rate: 0.01}\nlimits: {minutes: 5}");
        File.WriteAllText(folder["printed.yaml"], SettingsText.Of(written, withComments: true, isGerman: true));
        var problems = new ProblemList();
        var read = ConfigurationFile.Read(folder["printed.yaml"], [], problems);
        Assert.Empty(problems.Sorted());
        Assert.Equal(SettingsText.Of(written), SettingsText.Of(read));
        Assert.Equal(ConfigurationFile.HashOf(written), ConfigurationFile.HashOf(read));
    }

    [Fact]
    public void Paths_start_at_the_folder_of_the_file_that_says_them()
    {
        Directory.CreateDirectory(folder["base"]);
        File.WriteAllText(Path.Combine(folder["base"], "base.yaml"), "data: {path: scans}");
        Assert.Equal(Path.Combine(folder["base"], "scans"), Read("inherits: base/base.yaml").Data.Path);
        Assert.Equal(folder["other"], Read("inherits: base/base.yaml\ndata: {path: other}").Data.Path);
        Assert.Equal(Path.GetFullPath("third"), Read("inherits: base/base.yaml", "data.path=third").Data.Path);
    }

    [Fact]
    public void One_field_of_the_default_kind_can_be_set_alone() =>
        Assert.Equal(1e-3, Assert.IsType<AdamWSettings>(Read("data: {path: scans}", "optimizer.learning_rate=1e-3").Optimizer).LearningRate);

    [Theory]
    [InlineData("name: x", "data.path")]
    [InlineData("data: {path: s}\nloss: []", "loss")]
    [InlineData("data: {path: s}\nsampling: {patch_size: [8, 8, 8]}", "sampling.patch_size")]
    [InlineData("data: {path: s}\npreprocessing: {window_low_hu: 300, window_high_hu: 300}", "preprocessing.window_low_hu")]
    [InlineData("data: {path: s}\nsplit: {folds: 3, fold: 3}", "split.fold")]
    [InlineData("data: {path: s}\nlimits: {iterations: 50}", "schedule.warm_up_iterations")]
    [InlineData("data: {path: s}\nstart: {weights: none.keras}", "start.weights")]
    [InlineData("data: {path: s}\narchitecture: none.json", "architecture")]
    public void Settings_that_contradict_each_other_are_refused(string text, string path)
    {
        File.WriteAllText(folder["c.yaml"], text);
        var problems = new ProblemList();
        ConfigurationFile.Read(folder["c.yaml"], [], problems);
        Assert.Equal(path, Assert.Single(problems.Sorted()).Path);
    }

    TrainingConfiguration Read(string text, params string[] overrides)
    {
        File.WriteAllText(folder["c.yaml"], text);
        var problems = new ProblemList();
        var read = ConfigurationFile.Read(folder["c.yaml"], overrides, problems);
        Assert.Empty(problems.Sorted());
        return read;
    }
}
