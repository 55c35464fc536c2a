using System.CommandLine;
using DeepAnatomy.Cli.Evaluations;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Evaluation.Cases;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>evaluate PREDICTION REFERENCE</c>: metrics of label maps, for a pair of files or two folders.</summary>
static class EvaluateCommand
{
    public static Command Create(CommandEdge edge)
    {
        var prediction = new Argument<string>("prediction") { Description = "Label map, or folder of label maps." };
        var reference = new Argument<string>("reference") { Description = "Label map, or folder of label maps with the same names." };
        var profile = new Option<string>("--profile") { Description = "Conventions: whose numbers to match.", DefaultValueFactory = _ => MetricProfile.DeepAnatomy.Name };
        profile.AcceptOnlyFromAmong([.. MetricProfile.All.Select(p => p.Name)]);
        var tolerances = new Option<double[]>("--tolerance-mm") { Description = "Tolerances of surface Dice and boundary IoU, mm (default 1 2 3).", AllowMultipleArgumentsPerToken = true, HelpName = "MM" };
        var labels = new Option<string[]>("--labels") { Description = "Names or values to measure (default: all that occur).", AllowMultipleArgumentsPerToken = true, HelpName = "LABEL" };
        var resample = new Option<bool>("--resample") { Description = "Resample a prediction on another grid onto the reference (nearest neighbour); refused otherwise." };
        var overlapOnly = new Option<bool>("--overlap-only") { Description = "Leave out surface distances." };
        var json = ImageOptions.Json();
        var command = new Command("evaluate", "Measure predicted label maps against references, with the convention of every number.") { prediction, reference, profile, tolerances, labels, resample, overlapOnly, json };
        return edge.Does(command, parsed =>
        {
            var chosen = MetricProfile.Find(parsed.GetRequiredValue(profile))!;
            double[] mm = parsed.GetValue(tolerances) is { Length: > 0 } given ? given : chosen.ToleratesOneVoxel ? [] : [1, 2, 3];
            if (mm.Any(t => !(t >= 0 && t <= 1000)))
            {
                throw new UsageException("--tolerance-mm takes millimetres between 0 and 1000.");
            }

            var request = new EvaluationRequest(chosen, mm, parsed.GetValue(labels) ?? [], parsed.GetValue(resample), !parsed.GetValue(overlapOnly));
            var report = EvaluationRun.Of(parsed.GetRequiredValue(prediction), parsed.GetRequiredValue(reference), request, edge);
            if (parsed.GetValue(json))
            {
                edge.Terminal.Out.WriteLine(EvaluationText.Json(report));
            }
            else
            {
                EvaluationText.Write(report, edge.Terminal.Out);
            }

            return ExitCodes.Done;
        });
    }
}
