using System.CommandLine;
using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Cli.Phantoms;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>phantom OUT</c>: synthetic patients with exact labels and a clinical table.</summary>
static class PhantomCommand
{
    public static Command Create(CommandEdge edge)
    {
        var output = new Argument<string>("out") { Description = "Folder: one subfolder per patient with ct.nii.gz, truth.nii.gz and phantom.json, and clinical.csv." };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the first patient; the same seed gives the same bytes.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var count = new Option<int>("--count") { Description = "Number of patients, 1 to 10000.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var followUp = new Option<double?>("--follow-up") { Description = "Also a second scan of everyone a year later, with the muscle area at L3 changed by so many percent, −60 to 60.", HelpName = "PERCENT" };
        var dicom = new Option<bool>("--dicom") { Description = "Also write every scan as a DICOM series (folder dicom)." };
        var (options, json) = (new PhantomOptions(), ImageOptions.Json());
        var command = new Command("phantom", "Make synthetic CT scans of the trunk with exact labels and a clinical table.") { output, seed, count, followUp, dicom, json };
        options.AddTo(command);
        return edge.Does(command, parsed =>
        {
            var n = parsed.GetValue(count);
            if (n is < 1 or > 10_000)
            {
                throw new UsageException($"--count {n}: give a number from 1 to 10000.");
            }

            if (parsed.GetValue(followUp) is { } change && !(Math.Abs(change) <= 60))
            {
                throw new UsageException($"--follow-up {change}: give a change from -60 to 60 percent.");
            }

            using var folder = new StagedFolder(parsed.GetRequiredValue(output));
            var cohort = new PhantomCohort(edge, folder.Path, parsed.GetValue(dicom));
            for (var p = 0; p < n; p++)
            {
                cohort.Add(options.Read(parsed, parsed.GetValue(seed) + (ulong)p), p, n, parsed.GetValue(followUp));
            }

            cohort.WriteTable();
            folder.Publish();
            if (parsed.GetValue(json))
            {
                edge.Terminal.Out.WriteLine(JsonText.Of(cohort.Records));
            }
            else
            {
                edge.Terminal.Out.WriteLine(parsed.GetRequiredValue(output));
            }

            return ExitCodes.Done;
        });
    }
}
