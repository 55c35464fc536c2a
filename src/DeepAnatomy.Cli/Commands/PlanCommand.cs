using System.CommandLine;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Cli.Plans;
using DeepAnatomy.Training.Planning;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>plan DATASET</c>: proposes how to train on annotated scans, with the reason of every choice.</summary>
static class PlanCommand
{
    public static Command Create(CommandEdge edge)
    {
        var presets = Enum.GetValues<PlanPreset>().ToDictionary(PlanRequest.NameOf);
        var dataset = new Argument<string>("dataset") { Description = "Annotated scans: a folder with one subfolder per scan, an nnU-Net dataset, or a table (case, image, label)." };
        var preset = new Option<string>("--preset") { Description = "What the plan is for.", DefaultValueFactory = _ => PlanRequest.NameOf(PlanPreset.CpuQuick) };
        preset.AcceptOnlyFromAmong([.. presets.Keys]);
        var output = new Option<string?>("--out") { Description = "Folder for configuration.yaml, architecture.json and fingerprint.json (default: plans/NAME).", HelpName = "DIR" };
        var name = new Option<string?>("--name") { Description = "Name of the training (default: that of the dataset).", HelpName = "NAME" };
        var labelSet = new Option<string>("--label-set") { Description = "Name of a known label set, or a JSON file with one (default: what the dataset says).", HelpName = "SET", DefaultValueFactory = _ => "" };
        var classes = new Option<string[]>("--classes") { Description = "What is learned: labels or groups, or NAME=LABEL+LABEL (default: every label).", AllowMultipleArgumentsPerToken = true, HelpName = "CLASS" };
        var json = ImageOptions.Json();
        var command = new Command("plan", "Look at annotated scans and propose how to train on them, with reasons.") { dataset, preset, output, name, labelSet, classes, json };
        return edge.Does(command, parsed =>
        {
            var request = new PlanRequest(
                parsed.GetRequiredValue(dataset),
                presets[parsed.GetRequiredValue(preset)],
                parsed.GetValue(output),
                parsed.GetValue(name),
                parsed.GetRequiredValue(labelSet),
                [.. (parsed.GetValue(classes) ?? []).Select(PlanRequest.ClassOf)]);
            if (new PlanWork(edge, request).Write() is not { } plan)
            {
                return ExitCodes.WrongInput;
            }

            Say(edge, plan, parsed.GetValue(json));
            return ExitCodes.Done;
        });
    }

    static void Say(CommandEdge edge, WrittenPlan plan, bool isJson)
    {
        if (isJson)
        {
            edge.Terminal.Out.WriteLine(JsonText.Of(new { preset = PlanRequest.NameOf(plan.Preset), plan.Files, plan.Reasons, plan.Warnings, plan.ValidationCases }));
            return;
        }

        foreach (var warning in plan.Warnings)
        {
            edge.Terminal.Note($"note: {warning}");
        }

        foreach (var reason in plan.Reasons)
        {
            edge.Terminal.Out.WriteLine($"- {reason}");
        }

        edge.Terminal.Out.WriteLine($"Validating cases: {string.Join(", ", plan.ValidationCases)}");
        edge.Terminal.Out.WriteLine(string.Join(Environment.NewLine, plan.Files));
    }
}
