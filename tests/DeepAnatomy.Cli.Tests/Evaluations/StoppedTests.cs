using System.Text.Json;
using DeepAnatomy.Cli.Tests.Comparisons;

namespace DeepAnatomy.Cli.Tests.Evaluations;

public class StoppedTests
{
    [Fact]
    public void Work_over_folders_that_is_stopped_reports_the_finished_cases_as_part_of_the_whole()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "a", "b", "ref" }.SelectMany(f => Enumerable.Range(1, 3).Select(n => $"{f}/scan{n}.nii.gz")))
        {
            Boxes.Write(folder[name], (name[0] == 'b' ? 3 : 2, 1));
        }

        foreach (var (step, finished) in new[] { ("scan2", 1), ("scan3", 2) })
        {
            Check(folder, step, finished, "evaluation", "evaluate", folder["a"], folder["ref"]);
            Check(folder, step, finished, "comparison", "compare", folder["a"], folder["b"], "--reference", folder["ref"], "--replicates", "200");
            Check(folder, step, finished, "agreement", "compare", folder["a"], folder["b"], "--each-against-each");
        }
    }

    static void Check(TemporaryFolder folder, string step, int finished, string document, params string[] command)
    {
        var run = CliRun.StoppedAt(step, [.. command, "--out", folder["out"]]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"stopped after {finished} of 3", run.Error);
        var text = File.ReadAllText(folder[$"out/{document}.json"]);
        Schemas.Check($"{document}.schema.json", text);
        Assert.True(JsonDocument.Parse(text).RootElement.GetProperty("isPartial").GetBoolean());
        Assert.Contains("The work was stopped before", File.ReadAllText(folder["out/report.html"]));
        CliRun.Of([.. command, "--out", folder["out"]]).Succeeds();
        Assert.False(JsonDocument.Parse(File.ReadAllText(folder[$"out/{document}.json"])).RootElement.GetProperty("isPartial").GetBoolean());
    }
}
