using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Tests;

namespace DeepAnatomy.Cli.Tests.Tutorials;

/// <summary>Runs the commands that <c>docs/tutorials/first-training.md</c> tells, with smaller numbers.</summary>
public sealed partial class FirstTrainingTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [Trait("Speed", "soak")]
    public void Five_commands_lead_from_nothing_to_an_evaluated_network()
    {
        var commands = Commands();
        Assert.Equal(["phantom", "plan", "train", "predict", "evaluate"], commands.Select(words => words[0]));
        Run(commands[0], ("40", "3"), ("256", "80"), ("1.6", "4.5"), more: ["--slice-mm", "10"]);
        var plan = Run(commands[1]).Out;
        var heldOut = plan.Split("Validating cases: ")[1].Split([',', '\n'])[0];
        string[] shorter = ["limits.iterations=24", "limits.iterations_per_epoch=12", "schedule.warm_up_iterations=4", "sampling.batch_size=2", "executor.threads=1"];
        Run(commands[2], more: [.. shorter.SelectMany(change => new[] { "--set", change })]);
        Run(commands[3], ("patient-0008", heldOut));
        Run(commands[4], ("patient-0008", heldOut));
        var own = JsonNode.Parse(File.ReadAllText(folder["run/evaluation.json"]))!;
        Assert.Contains(own["cases"]!.AsArray(), item => (string?)item!["case"] == heldOut);
        Assert.Equal(7, own["classes"]!.AsArray().Count);
        Assert.True(File.Exists(folder["evaluation/report.html"]));
    }

    [Fact]
    public void The_patient_that_is_predicted_is_held_out()
    {
        var patients = Enumerable.Range(1, 40).Select(n => $"patient-{n:0000}").Select(id => new DatasetCase(id, id, id, id));
        var dataset = new Dataset("patients", [.. patients], SmallPatients.Set, ClassScheme.Build(SmallPatients.Set, [], new List<string>())!);
        Assert.Contains("patient-0008", DatasetSplit.Create(dataset, new()).Validation(0));
        Assert.Contains(Commands(), words => words[0] == "predict" && words.Any(word => word.Contains("patient-0008")));
    }

    static string[][] Commands()
    {
        var text = File.ReadAllText(Path.Combine(ReferenceData.ProjectRoot, "docs", "tutorials", "first-training.md"));
        return [.. Block().Match(text).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[1..])];
    }

    // Words that name files are meant from the folder in which the user stands.
    CliRun Run(string[] words, params (string Told, string Here)[] smaller) => Run(words, more: [], smaller);

    CliRun Run(string[] words, (string, string) one, (string, string) two, (string, string) three, string[] more) => Run(words, more, one, two, three);

    CliRun Run(string[] words, string[] more, params (string Told, string Here)[] smaller)
    {
        string Changed(string word) => smaller.Aggregate(word, (text, change) => text == change.Told || text.Contains('/') ? text.Replace(change.Told, change.Here) : text);
        string Placed(string word, string before) => word.Contains('/') || word.EndsWith(".nii.gz", StringComparison.Ordinal) || word == "patients" || before is "--out" or "--run" ? folder[word] : word;
        return CliRun.Of([.. words.Select(Changed).Select((word, n) => Placed(word, n > 0 ? words[n - 1] : "")), .. more]).Succeeds();
    }

    [GeneratedRegex(@"```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
