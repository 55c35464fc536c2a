using System.CommandLine;
using DeepAnatomy.Cli.Agreements;
using DeepAnatomy.Cli.Comparisons;
using DeepAnatomy.Cli.Evaluations;
using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Evaluation.Cases;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>compare A/ B/ … --reference REF/</c>: which model is better, and how sure that is.</summary>
static class CompareCommand
{
    public static Command Create(CommandEdge edge)
    {
        var models = new Argument<string[]>("models") { Description = "One folder of label maps per model; files are matched by name. With --each-against-each also one label map per reader.", Arity = ArgumentArity.OneOrMore };
        var reference = new Option<string?>("--reference") { Description = "Folder of the reference label maps.", HelpName = "DIR" };
        var each = new Option<bool>("--each-against-each") { Description = "Compare readers of equal standing with each other instead of with a reference: label maps of one scan, or folders." };
        var match = EvaluationOptions.MatchLabels();
        var output = new Option<string?>("--out") { Description = "Folder for comparison.json (agreement.json), values.csv and report.html.", HelpName = "DIR" };
        var ct = new Option<string?>("--ct") { Description = "Folder of CTs with the same names (one CT for label maps of one scan): adds errors of muscle area and attenuation, and pictures.", HelpName = "DIR" };
        var profile = new Option<string>("--profile") { Description = "Conventions: whose numbers to match.", DefaultValueFactory = _ => MetricProfile.DeepAnatomy.Name };
        profile.AcceptOnlyFromAmong([.. MetricProfile.All.Select(p => p.Name)]);
        var tolerances = new Option<double[]>("--tolerance-mm") { Description = "Tolerances of surface Dice, mm (default 1 2).", AllowMultipleArgumentsPerToken = true, HelpName = "MM" };
        var labels = new Option<string[]>("--labels") { Description = "Names or values to compare (default: all that occur).", AllowMultipleArgumentsPerToken = true, HelpName = "LABEL" };
        var margin = new Option<double>("--margin") { Description = "Difference of Dice or NSD that does not matter (equivalence test).", DefaultValueFactory = _ => 0.01 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of bootstrap and permutation.", DefaultValueFactory = _ => 1 };
        var replicates = new Option<int>("--replicates") { Description = "Bootstrap replicates, 200 … 1000000.", DefaultValueFactory = _ => 10_000 };
        var resample = new Option<bool>("--resample") { Description = "Resample predictions on another grid onto the reference (nearest neighbour); refused otherwise." };
        var missing = new Option<bool>("--allow-missing") { Description = "Count a case that a model lacks as missed; refused otherwise." };
        var bins = new Option<int>("--bins") { Description = "Bins of the reliability diagrams, 2 … 100; for models whose folder holds probabilities/STRUCTURE/CASE.nii.gz.", DefaultValueFactory = _ => 10 };
        var json = ImageOptions.Json();
        var command = new Command("compare", "Compare models over cases: intervals, paired tests, rankings and their stability, with a report.") { models, reference, each, output, ct, profile, tolerances, labels, margin, seed, replicates, match, resample, missing, bins, json };
        return edge.Does(command, parsed =>
        {
            double[] mm = parsed.GetValue(tolerances) is { Length: > 0 } given ? given : [1, 2];
            if (mm.Any(t => !(t >= 0 && t <= 1000)))
            {
                throw new UsageException("--tolerance-mm takes millimetres between 0 and 1000.");
            }

            if (parsed.GetValue(margin) is not (> 0 and < 1))
            {
                throw new UsageException("--margin takes a difference between 0 and 1.");
            }

            if (parsed.GetValue(replicates) is < 200 or > 1_000_000)
            {
                throw new UsageException("--replicates takes 200 … 1000000.");
            }

            if (parsed.GetValue(bins) is < 2 or > 100)
            {
                throw new UsageException("--bins takes 2 … 100.");
            }

            var evaluation = new EvaluationRequest(MetricProfile.Find(parsed.GetRequiredValue(profile))!, mm, parsed.GetValue(labels) ?? [], parsed.GetValue(resample), MeasuresSurfaces: true) { MatchLabels = parsed.GetValue(match), Bins = parsed.GetValue(bins) };
            if (parsed.GetValue(each) == (parsed.GetValue(reference) is not null))
            {
                throw new UsageException("Give --reference DIR, or --each-against-each, one of the two.");
            }

            if (parsed.GetValue(each))
            {
                return Agree(new(parsed.GetRequiredValue(models), evaluation, parsed.GetValue(ct)), parsed.GetValue(output), parsed.GetValue(json), edge);
            }

            var comparison = Comparison.Of(
                new(parsed.GetRequiredValue(models), parsed.GetValue(reference)!)
                {
                    Evaluation = evaluation,
                    CtFolder = parsed.GetValue(ct),
                    Margin = parsed.GetValue(margin),
                    Seed = parsed.GetValue(seed),
                    Replicates = parsed.GetValue(replicates),
                    AllowsMissing = parsed.GetValue(missing),
                },
                edge);
            var text = ComparisonJson.Of(comparison);
            if (parsed.GetValue(output) is { } folder)
            {
                using var staged = new StagedFolder(folder);
                File.WriteAllText(staged["comparison.json"], text);
                File.WriteAllText(staged["values.csv"], ComparisonCsv.Of(comparison));
                File.WriteAllText(staged["report.html"], ComparisonPage.Of(comparison));
                staged.Publish();
            }

            if (parsed.GetValue(json))
            {
                edge.Terminal.Out.WriteLine(text);
            }
            else
            {
                ComparisonText.Write(comparison, edge.Terminal.Out);
            }

            return comparison.IsPartial ? ExitCodes.NotDone : ExitCodes.Done;
        });
    }

    static int Agree(AgreementRequest request, string? output, bool isJson, CommandEdge edge)
    {
        var study = AgreementStudy.Of(request, edge);
        var text = AgreementOutputs.Json(study);
        if (output is not null)
        {
            using var staged = new StagedFolder(output);
            File.WriteAllText(staged["agreement.json"], text);
            File.WriteAllText(staged["values.csv"], AgreementOutputs.Csv(study));
            File.WriteAllText(staged["report.html"], AgreementPage.Of(study));
            staged.Publish();
        }

        if (isJson)
        {
            edge.Terminal.Out.WriteLine(text);
        }
        else
        {
            AgreementOutputs.Write(study, edge.Terminal.Out);
        }

        return study.IsPartial ? ExitCodes.NotDone : ExitCodes.Done;
    }
}
