using System.CommandLine;
using DeepAnatomy.Cli.Evaluations;
using DeepAnatomy.Cli.Inputs;
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
        var match = EvaluationOptions.MatchLabels();
        var overlapOnly = new Option<bool>("--overlap-only") { Description = "Leave out surface distances." };
        var undefined = new Option<string[]>("--undefined") { Description = "Names or values of a sparse reference where nobody looked; only the other voxels count (default: a label called undefined).", AllowMultipleArgumentsPerToken = true, HelpName = "LABEL" };
        var uncertain = new Option<string?>("--uncertain") { Description = "Name or value of a sparse reference that could be either; gives Dice as an interval (default: a label called uncertain).", HelpName = "LABEL" };
        var probabilities = new Option<string[]>("--probabilities") { Description = "Probability map of a structure, NAME=FILE (folders: NAME=DIR): Brier, calibration error, reliability, and whether uncertainty tells errors.", AllowMultipleArgumentsPerToken = true, HelpName = "NAME=FILE" };
        var bins = new Option<int>("--bins") { Description = "Bins of the reliability diagram, 2 … 100.", DefaultValueFactory = _ => 10 };
        var ct = new Option<string?>("--ct") { Description = "The CT (folders: a folder of CTs): adds errors of muscle area, attenuation and fat, and pictures.", HelpName = "CT" };
        var details = new Option<bool>("--details") { Description = "Look at pieces, islands, sides and slices too (always with --out)." };
        var output = new Option<string?>("--out") { Description = "Folder for evaluation.json, values.csv and report.html.", HelpName = "DIR" };
        var json = ImageOptions.Json();
        var command = new Command("evaluate", "Measure predicted label maps against references, with the convention of every number.") { prediction, reference, profile, tolerances, labels, match, resample, overlapOnly, undefined, uncertain, probabilities, bins, ct, details, output, json };
        return edge.Does(command, parsed =>
        {
            var chosen = MetricProfile.Find(parsed.GetRequiredValue(profile))!;
            double[] mm = parsed.GetValue(tolerances) is { Length: > 0 } given ? given : chosen.ToleratesOneVoxel ? [] : [1, 2, 3];
            if (mm.Any(t => !(t >= 0 && t <= 1000)))
            {
                throw new UsageException("--tolerance-mm takes millimetres between 0 and 1000.");
            }

            if (parsed.GetValue(bins) is < 2 or > 100)
            {
                throw new UsageException("--bins takes 2 … 100.");
            }

            var request = new EvaluationRequest(chosen, mm, parsed.GetValue(labels) ?? [], parsed.GetValue(resample), !parsed.GetValue(overlapOnly))
            {
                Undefined = parsed.GetValue(undefined) ?? [],
                Uncertain = parsed.GetValue(uncertain),
                Probabilities = parsed.GetValue(probabilities) ?? [],
                MatchLabels = parsed.GetValue(match),
                Bins = parsed.GetValue(bins),
                Ct = parsed.GetValue(ct),
                HasDetails = parsed.GetValue(details) || parsed.GetValue(output) is not null,
            };
            var report = EvaluationRun.Of(parsed.GetRequiredValue(prediction), parsed.GetRequiredValue(reference), request, edge);
            var text = EvaluationText.Json(report);
            if (parsed.GetValue(output) is { } folder)
            {
                using var staged = new StagedFolder(folder);
                File.WriteAllText(staged["evaluation.json"], text);
                File.WriteAllText(staged["values.csv"], EvaluationCsv.Of(report));
                File.WriteAllText(staged["report.html"], EvaluationPage.Of(report));
                staged.Publish();
            }

            if (parsed.GetValue(json))
            {
                edge.Terminal.Out.WriteLine(text);
            }
            else
            {
                EvaluationText.Write(report, edge.Terminal.Out);
            }

            return report.IsPartial || !report.Measured.Any() ? ExitCodes.NotDone : ExitCodes.Done;
        });
    }
}
